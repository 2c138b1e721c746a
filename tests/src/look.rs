//! What the browser pretends to be: window, screen and preferences.

use serde_json::{Value, json};

/// The window and the visitor's preferences.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Look {
    /// Width of the page in CSS pixels.
    pub width: u32,
    /// Height of the page in CSS pixels.
    pub height: u32,
    /// Device pixels per CSS pixel.
    pub scale: f64,
    /// Whether `prefers-color-scheme` is dark.
    pub dark: bool,
    /// Whether `prefers-reduced-motion` is set.
    pub reduced_motion: bool,
}

impl Default for Look {
    fn default() -> Self {
        Self { width: 1440, height: 900, scale: 1.0, dark: false, reduced_motion: false }
    }
}

impl Look {
    /// The arguments of `Emulation.setDeviceMetricsOverride`.
    pub(crate) fn metrics(&self) -> Value {
        json!({
            "width": self.width,
            "height": self.height,
            "deviceScaleFactor": self.scale,
            "mobile": false,
        })
    }

    /// The arguments of `Emulation.setEmulatedMedia`.
    pub(crate) fn media(&self) -> Value {
        let scheme = if self.dark { "dark" } else { "light" };
        let motion = if self.reduced_motion { "reduce" } else { "" };
        json!({ "features": [
            { "name": "prefers-color-scheme", "value": scheme },
            { "name": "prefers-reduced-motion", "value": motion },
        ]})
    }
}
