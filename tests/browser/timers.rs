//! Timers of a second and more that a test holds, so that no time of a machine decides what is seen.

use anyhow::Result;
use interclear_tests::Page;

/// A script before every page: timers of a second and more wait until [`time_passes`].
pub const HELD_TIMERS: &str = "
    window.held = new Map();
    const own = { set: setTimeout, clear: clearTimeout };
    let last = 1e9;
    window.setTimeout = (call, ms, ...more) => {
        if (!(ms >= 1000)) return own.set.call(window, call, ms, ...more);
        window.held.set(++last, { call, ms });
        return last;
    };
    window.clearTimeout = id => { if (!window.held.delete(id)) own.clear.call(window, id) }";

/// Lets those timers end that [`HELD_TIMERS`] holds and that wait for at least so many milliseconds.
pub async fn time_passes(page: &Page, least: u32) -> Result<()> {
    let script = format!(
        "for (const [id, {{ call, ms }}] of [...window.held])
             if (ms >= {least} && window.held.delete(id)) call()"
    );
    page.js(&script).await.map(|_| ())
}
