//! Price moves from outside: events and draws, told apart from what sales in the run do.

use super::State;
use crate::units::AssetIx;

/// The most that draws raise a price by in all, and the least that they leave of it.
const MOST: f64 = crate::scenario::MAX_SHOCK_FACTOR;
const LEAST: f64 = 1e-6;

/// What has come from outside.
#[derive(Clone, Debug, Default)]
pub(crate) struct Outer {
    /// By asset: the product of the draws so far.
    pub drawn: Vec<f64>,
    /// By asset: the logarithm of the factor by which events and draws have moved its price in the tick under way.
    pub moved: Vec<f64>,
    /// How far correlations were blended in this tick; nothing where nothing was drawn.
    pub blend: Option<f64>,
}

impl Outer {
    pub fn opening(assets: usize) -> Self {
        Self { drawn: vec![1.0; assets], moved: vec![0.0; assets], blend: None }
    }

    /// Begins a tick; the blend is kept until the next draw.
    pub fn open(&mut self) {
        self.moved.iter_mut().for_each(|m| *m = 0.0);
    }

    pub fn hash_into(&self, bytes: &mut Vec<u8>) {
        self.drawn.iter().for_each(|x| bytes.extend_from_slice(&x.to_bits().to_le_bytes()));
        bytes.extend_from_slice(&self.blend.unwrap_or(-1.0).to_bits().to_le_bytes());
    }
}

impl State {
    /// A price goes by a factor for a reason outside the network.
    pub fn note_outer(&mut self, asset: AssetIx, factor: f64) {
        if let Some(m) = self.outer.moved.get_mut(asset.at())
            && factor > 0.0
        {
            *m += libm::log(factor);
        }
    }

    /// The factor by which a draw moves a price, within what all draws together may do.
    pub fn bound_draw(&mut self, asset: AssetIx, factor: f64) -> f64 {
        let Some(drawn) = self.outer.drawn.get_mut(asset.at()) else { return 1.0 };
        let after = (*drawn * factor).clamp(LEAST, MOST);
        let factor = after / *drawn;
        *drawn = after;
        factor
    }
}
