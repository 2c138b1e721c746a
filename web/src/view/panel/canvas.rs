//! Paints a picture on a canvas element, sharp on any screen.

use crate::chart::{Colours, Look, Picture, Size, paint};
use plotters_canvas::CanvasBackend;
use web_sys::{HtmlCanvasElement, window};

/// Paints a picture that fills the canvas, in the colours and the font the element has now.
pub fn paint_on(canvas: &HtmlCanvasElement, picture: &Picture, size: Size) {
    let Some(window) = window() else { return };
    // plotters draws at whole pixels: at least two of them per CSS pixel keep slants and dashes smooth.
    let scale = window.device_pixel_ratio().clamp(2.0, 4.0);
    canvas.set_width((size.width * scale).round().max(1.0) as u32);
    canvas.set_height((size.height * scale).round().max(1.0) as u32);
    let style = window.get_computed_style(canvas).ok().flatten();
    let token = |name: &str| style.as_ref().and_then(|s| s.get_property_value(name).ok()).unwrap_or_default();
    let font = Some(token("font-family")).filter(|f| !f.is_empty()).unwrap_or_else(|| "sans-serif".to_owned());
    let look = Look { colours: Colours::read(token), font, scale };
    if let Some(backend) = CanvasBackend::with_canvas_object(canvas.clone()) {
        // A canvas that cannot be drawn on leaves the table, which has the same numbers.
        let _ = paint(picture, &look, backend);
    }
}
