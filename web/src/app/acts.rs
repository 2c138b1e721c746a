//! Which messages are a visitor's own doing, or open a scenario.

use super::msg::Msg;

impl Msg {
    /// Whether it opens a scenario: such a message is not lost where the page has to try again.
    #[must_use]
    pub const fn opens(&self) -> bool {
        matches!(self, Self::Open(_) | Self::OpenText(_) | Self::OpenKept(_) | Self::Restore { .. })
    }

    /// Whether it is something that a visitor does, or needs the engine: for these the page fetches more of the program
    /// first.
    #[must_use]
    pub const fn is_act(&self) -> bool {
        if self.opens() {
            return true;
        }
        matches!(
            self,
            Self::Edit(_)
                | Self::Enter { .. }
                | Self::Press(..)
                | Self::Arrange(..)
                | Self::GoTo(_)
                | Self::Slide { .. }
                | Self::Undo
                | Self::Redo
                | Self::Many(_)
                | Self::DeleteSelection
                | Self::OpenEmpty
                | Self::KeepCopy
                | Self::Discarded(_)
                | Self::BringBack
                | Self::Save
                | Self::Diagnose
                | Self::SaveTable(_)
                | Self::Why(_)
                | Self::WhySelected
                | Self::PlayPause
                | Self::Advance
                | Self::StepForward
                | Self::StepBack
                | Self::Seek(_)
                | Self::SeekFailure { .. }
                | Self::Predict(_)
                | Self::UseTool(_)
                | Self::WireFrom(_)
                | Self::WireMove(_)
                | Self::WireTo(_)
                | Self::PlaceAt(..)
                | Self::ShockAt(..)
        )
    }
}
