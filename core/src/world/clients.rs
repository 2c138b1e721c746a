//! Clients of clearing members: the accounts through which what they trade reaches the house.

use super::check::Names;
use super::novation::{AccountKind, Book, account};
use crate::scenario::{Client, ClientAccount, Scenario};
use crate::units::{ParticipantIx, sorted};
use litemap::LiteMap;

/// A client ready to run.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ClientSpec {
    pub client: ParticipantIx,
    pub member: ParticipantIx,
    pub account: ClientAccount,
    pub ports_to: Option<ParticipantIx>,
}

impl ClientSpec {
    /// The kind of its member's account with a house.
    pub fn kind(&self) -> AccountKind {
        if self.account == ClientAccount::Segregated { AccountKind::Client(self.client) } else { AccountKind::Omnibus }
    }
}

pub(super) fn build(s: &Scenario, n: &mut Names<'_>) -> Vec<ClientSpec> {
    let mut all: LiteMap<ParticipantIx, ClientSpec> = LiteMap::new();
    for c in &s.clients {
        let at = format!("clients/{}", c.client);
        if let Some(spec) = client(s, c, &at, n)
            && all.insert(spec.client, spec).is_some()
        {
            n.conflict(&at, "is a client twice", "a client has one member");
        }
    }
    sorted(all.into_iter().map(|(_, spec)| spec).collect(), |a: &ClientSpec, b| a.client.cmp(&b.client))
}

fn client(s: &Scenario, c: &Client, at: &str, n: &mut Names<'_>) -> Option<ClientSpec> {
    let client = n.participant(&format!("{at}/client"), &c.client);
    let member = n.participant(&format!("{at}/member"), &c.member);
    let to = c.ports_to.as_ref().map(|id| (id, n.participant(&format!("{at}/ports_to"), id)));
    let is_client = |id: &str| s.clients.iter().any(|x| x.client == id);
    if c.client == c.member || is_client(&c.member) {
        let hint = "name somebody who clears for itself";
        n.conflict(&format!("{at}/member"), format!("{} is a client itself", c.member), hint);
    }
    if let Some((id, _)) = to {
        if *id == c.member || *id == c.client || is_client(id) {
            let hint = "name another clearing member";
            n.conflict(&format!("{at}/ports_to"), format!("positions cannot be ported to {id}"), hint);
        }
        if c.account != ClientAccount::Segregated {
            let hint = "make the account segregated, or leave this out";
            n.conflict(&format!("{at}/ports_to"), "an omnibus account is closed out as a whole", hint);
        }
    }
    let ports_to = to.and_then(|(_, to)| to);
    Some(ClientSpec { client: client?, member: member?, account: c.account, ports_to })
}

/// The accounts through which somebody reaches a house, each said once: its own, or those of its member for it. The
/// accounts that it may be ported to, and the member's own, are made beside them.
pub(super) fn through(book: &mut Book, who: ParticipantIx, house: ParticipantIx, each: &mut dyn FnMut(usize)) {
    let found = book.clients.iter().find(|c| c.client == who).copied();
    let Some(c) = found.filter(|c| c.member != house) else {
        let at = account(book, who, house, true, AccountKind::Own);
        return each(at);
    };
    each(account(book, who, c.member, false, AccountKind::Carried(house)));
    each(account(book, c.member, house, true, c.kind()));
    account(book, c.member, house, true, AccountKind::Own);
    if let Some(to) = c.ports_to.filter(|&to| to != house) {
        account(book, who, to, false, AccountKind::Carried(house));
        account(book, to, house, true, c.kind());
        account(book, to, house, true, AccountKind::Own);
    }
}
