//! The form of clients: who clears through whom, how the account is kept, and where it goes when the member fails.

use super::maker::{Maker, spec};
use super::{Action, Edit, Field, Row, Section, parties, party_name};
use crate::app::accounts;
use interclear_core::scenario::{Client, ClientAccount, Mechanism, Scenario};

const HELP: &str = "A client trades under its member's name: the house asks for its margin through the member. What happens \
                    to it when the member fails is decided by how its account is kept.";
const KINDS: [(ClientAccount, &str); 3] = [
    (ClientAccount::Segregated, "segregated: its own alone"),
    (ClientAccount::OmnibusGross, "omnibus, margin of each"),
    (ClientAccount::OmnibusNet, "omnibus, margin of the net"),
];

/// All clients, and the button for one more.
pub(super) fn list(s: &Scenario) -> Section {
    let mut section = Section::new("Clients", HELP, []).at("clients".into());
    let m = maker(s);
    section.rows = s.clients.iter().enumerate().map(|(at, c)| row(s, &m, at, c)).collect();
    section.with(add(s))
}

/// Clients of a participant, or itself as one; nothing where it has to do with none.
pub(super) fn of_participant(s: &Scenario, id: &str) -> Option<Section> {
    let mine = |c: &Client| c.client == id || c.member == id || c.ports_to.as_deref() == Some(id);
    let m = maker(s);
    let all = s.clients.iter().enumerate().filter(|(_, c)| mine(c));
    let rows: Vec<Row> = all.map(|(at, c)| row(s, &m, at, c)).collect();
    let title = if s.clients.iter().any(|c| c.client == id) { "Clears as a client" } else { "Clients" };
    let mut section = Section::new(title, HELP, []).at("clients".into());
    section.rows = rows;
    (!section.rows.is_empty()).then_some(section)
}

fn maker(s: &Scenario) -> Maker<Scenario> {
    Maker::new(s, "clients".to_owned(), |s| Edit::Named("change clients".into(), Box::new(Edit::About(Box::new(s)))))
}

fn row(s: &Scenario, m: &Maker<Scenario>, at: usize, c: &Client) -> Row {
    let title = format!("{} clears through {}", party_name(s, &c.client), party_name(s, &c.member));
    let place = m.at(&c.client);
    let gone = m.named(format!("remove client {}", party_name(s, &c.client)), move |s| {
        if at < s.clients.len() {
            s.clients.remove(at);
        }
    });
    let gone = Action::small("\u{2715}", format!("Remove: {title}"), Some(gone), format!("{place}/remove"));
    Row {
        at: place,
        title,
        help: "".into(),
        fields: fields(s, m, at, c).into_iter().flatten().collect(),
        order: None,
        actions: vec![Action { removes: true, ..gone.then("clients") }],
    }
}

fn fields(s: &Scenario, m: &Maker<Scenario>, at: usize, c: &Client) -> [Option<Field>; 4] {
    let name = |part: &str| format!("{}/{part}", c.client);
    let kind = |k: ClientAccount| KINDS.iter().position(|x| x.0 == k).unwrap_or(0).to_string();
    let kinds = KINDS.iter().map(|(k, words)| (kind(*k), (*words).to_owned())).collect();
    let about = match c.account {
        ClientAccount::Segregated => "Its margin pays for its own losses only, and can go on with another member.",
        ClientAccount::OmnibusGross => "When the member fails, the margin of all pays for what any of them has lost.",
        ClientAccount::OmnibusNet => "The same, and margin is asked for on what all of them have, net.",
    };
    let ports = (c.account == ClientAccount::Segregated || c.ports_to.is_some()).then(|| {
        let mut to: Vec<(String, String)> = vec![(String::new(), "nobody: closed out".to_owned())];
        to.extend(parties(s, false).into_iter().filter(|(id, _)| *id != c.client && *id != c.member));
        m.choice(
            spec(&name("ports_to"), "Ported to", "Who takes it over, with its margin, when the member fails."),
            (c.ports_to.as_deref().unwrap_or_default(), to),
            move |s, v| set(s, at, |c| c.ports_to = (!v.is_empty()).then(|| v.to_owned())),
        )
    });
    [
        m.choice(spec(&name("client"), "Client", ""), (&c.client, parties(s, false)), move |s, v| {
            set(s, at, |c| c.client = v.to_owned());
        }),
        m.choice(
            spec(&name("member"), "Clears through", "The clearing member that stands for it at the house."),
            (&c.member, parties(s, false)),
            move |s, v| set(s, at, |c| c.member = v.to_owned()),
        ),
        m.choice(spec(&name("account"), "Account", about), (&kind(c.account), kinds), move |s, v| {
            let kind = v.parse::<usize>().ok().and_then(|at| KINDS.get(at)).map(|k| k.0);
            set(s, at, |c| {
                c.account = kind.unwrap_or(c.account);
                // Only a segregated account can be ported.
                if c.account != ClientAccount::Segregated {
                    c.ports_to = None;
                }
            });
        }),
        ports.flatten(),
    ]
}

fn set(s: &mut Scenario, at: usize, change: impl FnOnce(&mut Client)) {
    if let Some(c) = s.clients.get_mut(at) {
        change(c);
    }
}

/// Makes a client of the first that trades and is no member, with a member of a house for it.
fn add(s: &Scenario) -> Option<Action> {
    let new = first(s)?;
    let (at, words) = (format!("clients/{}/", new.client), format!("add client {}", party_name(s, &new.client)));
    let mut next = s.clone();
    next.clients.push(new);
    Some(Action::add("Add client", Edit::Named(words, Box::new(Edit::About(Box::new(next))))).then(at))
}

fn first(s: &Scenario) -> Option<Client> {
    let houses = accounts::houses(s);
    let is_client = |id: &str| s.clients.iter().any(|c| c.client == id);
    let clears = |id: &str| s.clients.iter().any(|c| c.member == id || c.ports_to.as_deref() == Some(id));
    let contributes = |id: &str| {
        let funds = s.participants.iter().flat_map(|p| &p.mechanisms);
        funds
            .into_iter()
            .any(|m| matches!(m, Mechanism::DefaultFund { contributions, .. } if contributions.contains_key(id)))
    };
    let trades = |id: &str| s.positions.iter().any(|p| p.long == id || p.short == id);
    let all = || s.participants.iter().map(|p| p.id.as_str()).filter(|id| !houses.contains(id) && !is_client(id));
    // False comes first.
    let member = all().min_by_key(|id| (!contributes(id), !clears(id)))?;
    let able = all().filter(|id| *id != member && !clears(id));
    let client = able.min_by_key(|id| (contributes(id), !trades(id)))?;
    Some(Client { client: client.to_owned(), member: member.to_owned(), ..Client::default() })
}
