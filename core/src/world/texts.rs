//! Texts: none too long, none with characters that hide or turn others, and those that carry the meaning not empty.

use crate::scenario::{Basis, Code, Problem, Scenario, ids};

pub(super) fn check(s: &Scenario, problems: &mut Vec<Problem>) {
    ids::text("$schema", &s.schema, true, problems);
    ids::text("title", &s.title, false, problems);
    ids::text("id", &s.id, false, problems);
    ids::text("clock/unit", &s.clock.unit, false, problems);
    ids::text("summary", &s.summary, true, problems);
    ids::text("source", &s.source, true, problems);
    for (i, a) in s.assumptions.iter().enumerate() {
        ids::text(&format!("assumptions/{i}"), a, true, problems);
    }
    for (i, e) in s.expect.iter().enumerate() {
        ids::text(&format!("expect/{i}/what"), &e.what, true, problems);
    }
    reconstruction(s, problems);
    if let Some(q) = &s.question {
        ids::text("question/text", &q.text, true, problems);
    }
    for a in &s.assets {
        ids::text(&format!("assets/{}/label", a.id), &a.label, false, problems);
    }
    for c in &s.contracts {
        ids::text(&format!("contracts/{}/label", c.id), &c.label, false, problems);
    }
    for p in &s.participants {
        ids::text(&format!("participants/{}/label", p.id), &p.label, false, problems);
        ids::text(&format!("participants/{}/kind", p.id), &p.kind, false, problems);
    }
    for (i, c) in s.controls.iter().enumerate() {
        ids::text(&format!("controls/{i}/label"), &c.label, false, problems);
    }
}

/// What happened, the figures put in and what is left out: texts of which those that carry the meaning are not empty.
fn reconstruction(s: &Scenario, problems: &mut Vec<Problem>) {
    let mut text = |at: String, text: &str, hint: &str| {
        ids::text(&at, text, true, problems);
        if text.trim().is_empty() && !hint.is_empty() {
            problems.push(Problem::error(Code::BadValue, at, "is empty").hint(hint));
        }
    };
    for (i, h) in s.history.iter().enumerate() {
        let hint = "say what was measured, as in expect, and who reports it";
        text(format!("history/{i}/what"), &h.what, hint);
        text(format!("history/{i}/source"), &h.source, hint);
    }
    for (i, f) in s.figures.iter().enumerate() {
        text(format!("figures/{i}/text"), &f.text, "say what was put in");
        let reported = f.basis == Basis::Reported;
        text(format!("figures/{i}/source"), &f.source, if reported { "say who reports it" } else { "" });
    }
    for (i, t) in s.not_captured.iter().enumerate() {
        text(format!("not_captured/{i}"), t, "say what is left out");
    }
    for (i, h) in s.history.iter().enumerate() {
        ids::text(&format!("history/{i}/label"), &h.label, false, problems);
    }
}
