//! An account of positions as it is drawn.

use crate::app::Point;
use crate::app::geometry::Curve;
use crate::app::scene::SceneLink;
use yew::prelude::*;

/// How a link runs, in the direction in which something is paid on it.
pub(super) const fn way(link: &SceneLink) -> Curve {
    let curve = link.route.curve;
    if link.look.back { reversed(curve) } else { curve }
}

const fn reversed(curve: Curve) -> Curve {
    Curve { a: curve.b, c: curve.c, b: curve.a }
}

/// An account: dashes between two diamonds, neither end owes the other anything yet.
pub(super) fn account(curve: Curve, width: String) -> Html {
    let inner = reversed(reversed(curve.shortened(9.0)).shortened(9.0));
    html! {
        <>
            <path class="line" d={inner.path()} stroke-width={width} stroke-dasharray="9 5" />
            <path class="tip" d={diamond(curve.a, curve.heading(0.0))} />
            <path class="tip" d={diamond(curve.b, curve.heading(1.0))} />
        </>
    }
}

/// A diamond that ends at a point; `way` is the heading of the line there.
fn diamond(at: Point, way: Point) -> String {
    let side = Point::new(-way.y, way.x);
    let far = 4.6;
    let corners = [at.plus(way, far), at.plus(side, far - 0.8), at.plus(way, -far), at.plus(side, 0.8 - far)];
    let text: Vec<String> = corners.iter().map(|p| format!("{:.1} {:.1}", p.x, p.y)).collect();
    format!("M{}z", text.join("L"))
}
