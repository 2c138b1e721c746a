//! What everybody stands on at a tick of a run: see [`LookThrough`].

use crate::engine::{Engine, LookThrough};
use crate::units::Tick;
use crate::world::World;

/// Runs a world to the end of a tick and looks through all claims as they stand then; at its last tick when it has fewer.
#[must_use]
pub fn look_through(world: &World, tick: Tick) -> LookThrough {
    let mut engine = Engine::new(world);
    while engine.tick() < tick && !engine.done() {
        engine.step();
    }
    engine.look_through()
}
