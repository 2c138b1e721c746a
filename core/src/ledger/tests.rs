//! Postings move units and never make any.

use super::*;

const CASH: AssetIx = AssetIx(0);

#[test]
fn postings_move_and_never_make() {
    let mut b = Books::new(&[vec![10], vec![0]], &[0], &[0], vec![(CASH, 5)], Vec::new());
    b.post(CASH, Account::Free(ParticipantIx(0)), Account::Free(ParticipantIx(1)), 4);
    b.post(CASH, Account::Pledged(0), Account::Free(ParticipantIx(0)), 5);
    b.post(CASH, Account::Free(ParticipantIx(0)), Account::Free(ParticipantIx(1)), 0);
    assert_eq!((b.free(ParticipantIx(0), CASH), b.free(ParticipantIx(1), CASH), b.pledged(0)), (11, 4, 0));
    assert_eq!((b.now().sums(), b.postings().len()), (b.supply().to_vec(), 2));
    let mut again = b.before().clone();
    b.postings().iter().for_each(|p| again.apply(p));
    assert_eq!(&again, b.now());
    b.open_tick();
    assert_eq!((b.before(), b.postings()), (b.now(), &[][..]));
}
