//! Keys, ordered by use, and the words of the page.

use super::to_format;
use crate::app::keys;
use yew::prelude::*;

const WORDS: [(&str, &str); 15] = [
    ("owes", "the debtor pays the creditor an amount when it falls due"),
    ("collateral", "the pledger posts something with the holder to secure what it owes"),
    ("re-use", "the holder pledges on what it holds; one unit is always in one place only"),
    ("round", "a wave of failures within one clearing: who drags down whom at once"),
    ("short", "due and not paid"),
    ("strained", "pays only thanks to collateral"),
    ("illiquid", "cannot pay today although its assets exceed its debts"),
    ("insolvent", "its debts exceed its assets at today's prices"),
    ("claim token", "a token that somebody has issued and stands behind; its backing is what stands behind a unit"),
    ("redemption", "holders hand tokens in and get what they promise from the issuer, at once or after a queue"),
    ("health", "collateral times its liquidation threshold over the debt; below 1 a position may be liquidated"),
    ("bad debt", "what is still owed when no collateral is left"),
    ("hidden", "only its two ends know of a link; \u{201c}as they see it\u{201d} shows the network without it"),
    ("look through", "what something stands on in the end, through all chains of tokens, debts and collateral"),
    ("multiplier", "what collateral lends in all, counted every time it is pledged on"),
];

pub(super) fn view() -> Html {
    html! {
        <>
            <table class="keys">
                <caption>{ "Keys. Letters work while the focus is in the network or nowhere in particular." }</caption>
                <tbody>
                    { for keys::HELP.iter().map(|(key, does)| html! { <tr><th scope="row"><kbd>{ *key }</kbd></th><td>{ *does }</td></tr> }) }
                </tbody>
            </table>
            <h3>{ "Words" }</h3>
            <dl class="words">
                { for WORDS.iter().map(|(word, means)| html! { <div><dt>{ *word }</dt><dd>{ *means }</dd></div> }) }
            </dl>
            <p class="note">{ to_format("", "The format of scenario files, field by field") }</p>
        </>
    }
}
