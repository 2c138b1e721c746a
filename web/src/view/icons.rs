//! Icons: own drawings, strokes on a 24 x 24 field, coloured by the text around them.

use yew::prelude::*;

/// The strokes of an icon by name; a box seen from a corner for a name that has none.
#[must_use]
pub fn strokes(name: &str) -> &'static str {
    STROKES.iter().find(|(n, _)| *n == name).map_or(ANY, |(_, d)| d)
}

/// An icon. It says nothing to a screen reader: the words beside it do.
pub fn icon(name: &str, size: u32) -> Html {
    let size = size.to_string();
    html! {
        <svg class="icon" width={size.clone()} height={size} viewBox="0 0 24 24" fill="none" stroke="currentColor"
            stroke-width="1.7" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false">
            <path d={strokes(name)} />
        </svg>
    }
}

/// For kinds that somebody has made and that have no drawing.
const ANY: &str = "M12 4l7 4v8l-7 4-7-4V8zM5 8l7 4 7-4M12 12v8";
/// A coin over its reserve.
const COIN: &str = "M12 4a8 8 0 100 16 8 8 0 000-16zM8.5 10.5h7M8.5 13.5h7";
/// A cut stone.
const STONE: &str = "M12 3.5l6 8.5-6 8.5-6-8.5zM6 12l6 2.5 6-2.5";
/// Two arrows round.
const LOOP: &str = "M6.3 9A6.5 6.5 0 0118 10.5M18.5 5.5v5h-5M17.7 15A6.500 6.500 0 016 13.5M5.5 18.5v-5h5";
/// Arches.
const ARCHES: &str = "M3 17.5h18M3 17.5V9M21 17.5V9M3 11.500c4.5 0 4.500-4.500 9-4.500s4.500 4.500 9 4.500M8 17.500V9.500M16 17.500V9.500M12 17.500V7";
/// Candles.
const CANDLES: &str = "M7.500 4v3M7.500 15v4M5 7h5v8H5zM16.500 5v4M16.500 17v3M14 9h5v8h-5z";

const STROKES: &[(&str, &str)] = &[
    // Presets.
    ("bank", "M4 9.5l8-5 8 5M5.5 10v8M10 10v8M14 10v8M18.5 10v8M3.5 19.5h17"),
    ("fund", "M4 18l5-6 4 3 7-9M15 6h5v5"),
    (
        "broker",
        "M5 9.5h14v9.5a1 1 0 01-1 1H6a1 1 0 01-1-1zM9 9.5V7a1.5 1.5 0 011.5-1.5h3A1.5 1.5 0 0115 7v2.5M5 14h14M12 13v2",
    ),
    (
        "lending_pool",
        "M5 7c0-1.7 3.1-3 7-3s7 1.3 7 3-3.1 3-7 3-7-1.3-7-3zM5 7v10c0 1.7 3.1 3 7 3s7-1.3 7-3V7M5 12c0 1.7 3.1 3 7 3s7-1.3 7-3",
    ),
    ("keeper", "M5 19l8-8M11 5l8 8M9.5 6.5l8 8M14 3.5l6.5 6.5M4 20h7"),
    ("stablecoin_issuer", COIN),
    (
        "clearing_house",
        "M12 9.5a2.5 2.5 0 100 5 2.5 2.5 0 000-5zM12 4v5.5M12 14.5V20M4 12h5.5M14.5 12H20M6.3 6.3l3.9 3.9M13.8 13.8l3.9 3.9M17.7 6.3l-3.9 3.9M10.2 13.8l-3.9 3.9",
    ),
    ("firm", "M5.5 20V8.5L12 4.5l6.5 4V20M4 20h16M10 20v-5h4v5M9.5 11h.01M14.5 11h.01"),
    ("custodian", "M4.500 5h15v13h-15zM12 8.500a3 3 0 100 6 3 3 0 000-6zM12 11.500l2-2M7.500 18v2.500M16.500 18v2.500"),
    ("margin_exchange", CANDLES),
    ("looper", LOOP),
    ("vault", "M5.500 9h13l-1.500 10.500H7zM8.500 9a3.500 3.500 0 017 0M9.500 14h5"),
    ("peg_module", "M4 9.500h14M15 6l3.500 3.500L15 13M20 15H6M9 11.500L5.500 15 9 18.500"),
    ("tranched_stablecoin", "M4.500 6h15v4h-15zM4.500 10v4h15v-4M4.500 14v4h15v-4"),
    ("algorithmic_stablecoin", "M12 4a8 8 0 100 16 8 8 0 000-16zM9 15l6-6M9.500 9h.01M14.500 15h.01"),
    ("staking", STONE),
    ("liquid_staking", STONE),
    (
        "operator",
        "M12 3.5l4.5 6-4.500 6-4.500-6zM4 20.500v-2.500a2 2 0 012-2h2.500M20 20.500v-2.500a2 2 0 00-2-2h-2.500",
    ),
    ("secured_service", "M12 3.500l7 2.500v6c0 4.500-3 7.300-7 8.500-4-1.200-7-4-7-8.500V6zM12 8l3 4-3 4-3-4z"),
    ("bridge", ARCHES),
    ("wrapper", "M5 8h14v11H5zM5 8l3-4h8l3 4M12 8v11M9.500 12.500L12 15l2.500-2.500"),
    ("exchange", CANDLES),
    (
        "oracle",
        "M3.500 12c2.500-4 5.300-6 8.500-6s6 2 8.500 6c-2.500 4-5.300 6-8.500 6s-6-2-8.500-6zM12 9.500a2.500 2.500 0 100 5 2.500 2.500 0 000-5z",
    ),
    ("kinds", "M5 5h5.500v5.500H5zM13.500 5H19v5.500h-5.500zM5 13.500h5.500V19H5zM16.250 13.500V19M13.500 16.250H19"),
    // Tools.
    ("select", "M6 4l12.5 8-5.7 1.3L10 19z"),
    (
        "several",
        "M4 4h2.500M10 4h3M16.500 4H19M19 4v2M4 4v2.500M4 10v3M4 16.500V19h2.500M12.500 11l8 5.500-4 .9-1.900 3.600z",
    ),
    ("owes", "M4 12h15M14 7l5 5-5 5"),
    ("trade", "M4 8.5h14.5M14.5 4.5l4 4-4 4M20 16H5.5M9.5 12l-4 4 4 4"),
    ("position", "M4 12l3-3 3 3-3 3zM14 12l3-3 3 3-3 3zM10 12h4M7 5.5v1M7 17.5v1M17 5.5v1M17 17.5v1"),
    ("deposit", "M12 3.5V13M8 9.5l4 4 4-4M4.5 14.5v4a1.5 1.5 0 001.5 1.5h12a1.5 1.5 0 001.5-1.5v-4"),
    (
        "collateral",
        "M6.5 11h11a.5.5 0 01.5.5v8a.5.5 0 01-.5.5h-11a.5.5 0 01-.5-.5v-8a.5.5 0 01.5-.5zM8.5 11V8a3.5 3.5 0 017 0v3",
    ),
    (
        "unlocked",
        "M6.5 11h11a.5.5 0 01.5.5v8a.5.5 0 01-.5.5h-11a.5.5 0 01-.5-.5v-8a.5.5 0 01.5-.5zM8.5 11V7.5a3.5 3.5 0 016.6-1.6",
    ),
    // Shocks.
    ("shock", "M13 3L6 13.5h5l-1 7.5 7-11h-5z"),
    ("price_shock", "M4 6l5.5 6 4-3L20 17M20 12v5h-5"),
    ("default", "M8.2 4h7.6L20 8.2v7.6L15.8 20H8.2L4 15.8V8.2zM9 9l6 6M15 9l-6 6"),
    ("exploit", "M12 4c3 3.8 5.5 6.6 5.5 9.7a5.5 5.5 0 01-11 0C6.5 10.6 9 7.8 12 4zM10 13.5l2 2 2.5-3.5"),
    ("outage", "M12 4v8M7.5 6.5a7 7 0 109 0"),
    ("withdrawal_wave", "M4 8.5c2-2 4-2 6 0s4 2 6 0 3-1.5 4-.8M12 12v8M8.5 16.5L12 20l3.5-3.5"),
    ("recovery", "M12 20.5s-7-4.3-7-9.7A3.8 3.8 0 0112 8.5a3.8 3.8 0 017 2.3c0 5.4-7 9.7-7 9.7zM12 11.5v4M10 13.5h4"),
    // The canvas and the page.
    ("plus", "M12 5.5v13M5.5 12h13"),
    ("minus", "M5.5 12h13"),
    ("fit", "M4.5 9V5.5a1 1 0 011-1H9M15 4.5h3.5a1 1 0 011 1V9M19.5 15v3.5a1 1 0 01-1 1H15M9 19.5H5.5a1 1 0 01-1-1V15"),
    (
        "fit_chosen",
        "M4.5 9V5.5a1 1 0 011-1H9M15 4.5h3.5a1 1 0 011 1V9M19.5 15v3.5a1 1 0 01-1 1H15M9 19.5H5.5a1 1 0 01-1-1V15M8.500 9.500h7v5h-7z",
    ),
    ("layout", "M3.500 5h6v4h-6zM14.500 5h6v4h-6zM14.500 15h6v4h-6zM9.500 7h5M6.500 9v8h8"),
    ("align_row", "M3 12h18M6 7.500h4v9H6zM14 9h4v6h-4z"),
    ("align_column", "M12 3v18M7.500 6h9v4h-9zM9 14h6v4H9z"),
    ("space_across", "M4 4v16M20 4v16M9.500 8h5v8h-5z"),
    ("space_down", "M4 4h16M4 20h16M8 9.500h8v5H8z"),
    ("layered", "M3.500 10h4.500v4H3.500zM16 4.500h4.500v4H16zM16 15.500h4.500v4H16zM8 12h3l5-5.500M11 12l5 5.500"),
    ("circular", "M12 5.500a6.500 6.500 0 100 13 6.500 6.500 0 000-13zM12 3.500v4M12 16.500v4M3.500 12h4M16.500 12h4"),
    (
        "force",
        "M12 12L6 6M12 12l7-4M12 12l-4 7M4.500 4.500h3v3h-3zM17.500 6.500h3v3h-3zM6.500 17.500h3v3h-3zM10.500 10.500h3v3h-3z",
    ),
    ("play", "M8 5v14l11-7z"),
    ("pause", "M8.5 5.5v13M15.5 5.5v13"),
    ("step", "M6 5v14l9-7zM18.5 5v14"),
    ("back", "M18 5v14l-9-7zM5.5 5v14"),
    ("first", "M19 5v14l-8-7zM11 5v14l-8-7z"),
    ("last", "M5 5v14l8-7zM13 5v14l8-7z"),
    ("replay", "M5 12a7 7 0 107-7H7M10 2L7 5l3 3"),
    ("undo", "M9 14L4.5 9.5 9 5M4.5 9.5H14a5.5 5.5 0 010 11h-3"),
    ("redo", "M15 14l4.5-4.5L15 5M19.5 9.5H10a5.5 5.5 0 000 11h3"),
    ("close", "M6.5 6.5l11 11M17.5 6.5l-11 11"),
    ("check", "M5 12.5l4.5 4.5L19 7.5"),
    ("help", "M9 9.2a3 3 0 115 2.2c-1.2 1-2 1.5-2 3.1M12 18.5h.01"),
    ("share", "M12 14.5V4M8.5 7.5L12 4l3.5 3.5M5 12.5v6a1.5 1.5 0 001.5 1.5h11a1.5 1.5 0 001.5-1.5v-6"),
    ("save", "M12 4v10.5M8.5 11l3.5 3.5 3.5-3.5M5 16v2.5A1.5 1.5 0 006.5 20h11a1.5 1.5 0 001.5-1.5V16"),
    (
        "open",
        "M4 18.5v-12A1.5 1.5 0 015.5 5H9l2 2.5h7.5A1.5 1.5 0 0120 9v9.5a1.5 1.5 0 01-1.5 1.5h-13A1.5 1.5 0 014 18.5z",
    ),
    ("table", "M4.5 5.5h15v13h-15zM4.5 10h15M4.5 14.3h15M10 5.5v13"),
    ("journal", "M6 4.5h10.5A1.5 1.5 0 0118 6v12a1.5 1.5 0 01-1.5 1.5H6zM9 9h6M9 12h6M9 15h3.5"),
    ("inspect", "M10.5 4.5a6 6 0 100 12 6 6 0 000-12zM15 15l4.5 4.5"),
    ("trash", "M5 7h14M10 7V5h4v2M7 7l1 12.5h8L17 7M10.5 10.5v5.5M13.5 10.5v5.5"),
    ("settings", "M4 8h9M17 8h3M4 16h3M11 16h9M15 6a2 2 0 100 4 2 2 0 000-4zM9 14a2 2 0 100 4 2 2 0 000-4z"),
    ("info", "M12 4a8 8 0 100 16 8 8 0 000-16zM12 11v5M12 8h.01"),
    ("caret", "M7 10l5 5 5-5"),
];

#[cfg(test)]
mod tests {
    use super::{ANY, strokes};
    use interclear_core::preset::PRESETS;

    #[test]
    fn every_preset_has_an_icon_of_its_own() {
        for (at, preset) in PRESETS.iter().enumerate() {
            let mine = strokes(preset.id);
            assert!(mine != ANY, "{}", preset.id);
            assert!(PRESETS.iter().take(at).all(|p| strokes(p.id) != mine), "{}", preset.id);
        }
    }
}
