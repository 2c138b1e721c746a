//! Clients of clearing members: how their accounts are kept, what they have posted, and what became of it when their member
//! failed.

use super::{Facts, Shown};
use crate::app::{Item, accounts, words};
use interclear_core::journal::{Entry, EntryKind};
use interclear_core::scenario::{Client, ClientAccount};
use interclear_core::units::{Amount, ParticipantIx};

/// The word for a kind of account.
#[must_use]
pub const fn account(kind: ClientAccount) -> &'static str {
    match kind {
        ClientAccount::Segregated => "segregated",
        ClientAccount::OmnibusGross => "omnibus, gross",
        ClientAccount::OmnibusNet => "omnibus, net",
    }
}

/// Of a client how it clears, of a member and of a house the clients.
pub(super) fn of(shown: Shown<'_>, who: ParticipantIx) -> Vec<Facts> {
    let id = shown.trace.participants.get(who.at()).map_or("", |p| p.id.as_str());
    let all = &shown.scenario.clients;
    if all.is_empty() || shown.trace.book.is_none() {
        return Vec::new();
    }
    let mut found: Vec<Facts> = all.iter().filter(|c| c.client == id).map(|c| own(shown, who, c)).collect();
    let of_member: Vec<&Client> = all.iter().filter(|c| c.member == id || went_to(shown, c, who)).collect();
    found.extend(table(shown, "Its clients", &of_member, |c| {
        if c.member == id { ports(shown, c) } else { format!("came from {}", name(shown, &c.member)) }
    }));
    if accounts::houses(shown.scenario).contains(&id) {
        let here: Vec<&Client> = all.iter().filter(|c| posted(shown, c, Some(who)).is_some()).collect();
        found.extend(table(shown, "Clients of members", &here, |c| format!("through {}", through(shown, c))));
    }
    found
}

fn table(shown: Shown<'_>, title: &str, all: &[&Client], last: impl Fn(&Client) -> String) -> Option<Facts> {
    let mut facts = Facts::columns(title.to_owned(), ["", "Account", "Posted", "Fellows cost it", "Goes on"]);
    for c in all {
        let lost = fellow_loss(shown, c);
        let money = posted(shown, c, None).unwrap_or(Amount::ZERO);
        let row = [account(c.account).to_owned(), shown.money(money), shown.money(lost), last(c)];
        facts.row(name(shown, &c.client), row, lost > Amount::ZERO);
        facts.link(Item::Participant(c.client.clone()));
    }
    facts.some()
}

/// One client.
fn own(shown: Shown<'_>, who: ParticipantIx, c: &Client) -> Facts {
    let mut facts = Facts::of(format!("Client of {}", name(shown, &c.member)));
    facts.say("Clears through", through(shown, c), false);
    facts.link(Item::Participant(ported(shown, c).map_or_else(|| c.member.clone(), |to| party_id(shown, to))));
    facts.say("Account", account(c.account), false);
    facts.say("Margin posted", shown.money(posted(shown, c, None).unwrap_or(Amount::ZERO)), false);
    facts.say("If its member fails", ports(shown, c), false);
    let lost = fellow_loss(shown, c);
    if c.account != ClientAccount::Segregated || lost > Amount::ZERO {
        facts.say("Paid for fellow customers", shown.money(lost), lost > Amount::ZERO);
    }
    let all = shown.frame.losses.get(who.at()).copied().unwrap_or(Amount::ZERO);
    facts.say("Lost so far, all told", shown.money(all), all > Amount::ZERO);
    facts
}

/// Lines of the journal about a client, as far as the frame.
fn lines<'a>(shown: Shown<'a>, c: &Client, kind: EntryKind) -> impl Iterator<Item = &'a Entry> {
    let who = words::participant(shown.trace, &c.client);
    let all = shown.trace.journal.entries.iter().take(shown.frame.entries as usize);
    all.filter(move |e| e.kind == kind && who.is_some() && e.who == who)
}

/// With whom a client goes on since its member has failed.
fn ported(shown: Shown<'_>, c: &Client) -> Option<ParticipantIx> {
    lines(shown, c, EntryKind::Ported).last().and_then(|e| e.other)
}

fn went_to(shown: Shown<'_>, c: &Client, who: ParticipantIx) -> bool {
    ported(shown, c) == Some(who)
}

fn fellow_loss(shown: Shown<'_>, c: &Client) -> Amount {
    Amount::new(lines(shown, c, EntryKind::FellowLoss).map(|e| e.amount.quanta()).sum())
}

/// What a client has posted through its members, with a house or with all; nothing where none asks it for margin.
fn posted(shown: Shown<'_>, c: &Client, with: Option<ParticipantIx>) -> Option<Amount> {
    let (book, now) = (shown.trace.book.as_ref()?, shown.frame.book.as_ref()?);
    let who = words::participant(shown.trace, &c.client)?;
    let of = |m: &interclear_core::engine::MarginInfo| {
        m.poster == who && m.through.is_some() && with.is_none_or(|w| m.holder == w)
    };
    let all: Vec<i64> =
        book.margins.iter().zip(&now.margins).filter(|(m, _)| of(m)).map(|(_, f)| f.posted.quanta()).collect();
    (!all.is_empty()).then(|| Amount::new(all.iter().sum()))
}

/// What becomes of its positions.
fn ports(shown: Shown<'_>, c: &Client) -> String {
    match (ported(shown, c), &c.ports_to) {
        (Some(to), _) => format!("ported to {}", shown.trace.name(to)),
        (None, Some(to)) => format!("ports to {}", name(shown, to)),
        (None, None) => "closed out".to_owned(),
    }
}

/// Who clears for it now.
fn through(shown: Shown<'_>, c: &Client) -> String {
    ported(shown, c).map_or_else(|| name(shown, &c.member), |to| format!("{}, ported", shown.trace.name(to)))
}

fn party_id(shown: Shown<'_>, who: ParticipantIx) -> String {
    shown.trace.participants.get(who.at()).map_or(String::new(), |p| p.id.clone())
}

fn name(shown: Shown<'_>, id: &str) -> String {
    shown.scenario.participants.iter().find(|p| p.id == id).map_or_else(|| id.to_owned(), |p| p.label.clone())
}
