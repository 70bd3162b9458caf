from __future__ import annotations

from collections.abc import Callable

import pytest

from provenance.attribute import attribute
from provenance.outlets.registry import load
from provenance.reading.walls import masked
from provenance.records.document import Page

Reader = Callable[..., Page]

COOKIES = {
    "en": ("Before you continue", "We and our 840 partners use cookies to store and access information on your device. You can change your choice at any time.", "Accept all", "Reject all"),
    "de": ("Weiter mit Werbung lesen", "Wir und unsere Partner verarbeiten personenbezogene Daten und setzen Cookies. Ihre Einwilligung können Sie jederzeit widerrufen.", "Akzeptieren", "Ablehnen"),
    "fr": ("Votre vie privée compte", "Nous et nos partenaires utilisons des cookies pour mesurer l'audience et afficher des publicités.", "Accepter", "Refuser"),
    "es": ("Tu privacidad es importante", "Usamos cookies propias y de terceros para mostrar publicidad personalizada en este sitio.", "Aceptar y continuar", "Rechazar"),
    "it": ("Informativa", "Noi e terze parti selezionate utilizziamo cookie per finalità tecniche e, con il tuo consenso, per altre finalità.", "Accetta", "Rifiuta"),
    "pl": ("Szanujemy prywatność", "My i nasi partnerzy przechowujemy pliki cookie na Twoim urządzeniu, jeśli wyrazisz zgodę.", "Akceptuję", "Ustawienia"),
    "nl": ("Toestemming nodig", "Wij en onze partners plaatsen cookies om advertenties te tonen die bij u passen.", "Akkoord", "Instellingen"),
    "ru": ("Настройки", "Мы используем файлы cookie, чтобы сделать сайт удобнее и показывать рекламу.", "Принять", "Отклонить"),
    "ja": ("プライバシー設定", "当サイトでは、広告の表示と利用状況の分析のためにクッキーを使用しています。", "同意する", "設定"),
}  # fmt: skip


@pytest.mark.parametrize("language", COOKIES)
def test_a_page_that_asks_for_consent(html: Reader, language: str) -> None:
    title, words, yes, no = COOKIES[language]
    page = html(
        f"<html lang={language}><title>{title}</title><body><nav><a href=/>Home</a></nav><div class=layer><h1>{title}</h1>"
        f"<p>{words}</p><button>{yes}</button><button>{no}</button></div></body></html>"
    )
    assert (page.status, page.reason) == ("failed", "consent_wall")
    assert (page.body.lines, page.body.title) == ((), None)


def challenge(title: str, head: str = "", words: str = "") -> str:
    return f"<html><head><title>{title}</title>{head}</head><body><div class=main><h1>harbour.example</h1><p>{words}</p></div></body></html>"


@pytest.mark.parametrize(
    "source",
    [
        challenge("Just a moment...", "<script>window._cf_chl_opt={cvId:'3'};</script>", "Verifying you are human. This may take a few seconds."),
        challenge("Attention Required! | Cloudflare", "<script src=/cdn-cgi/challenge-platform/h/b/x.js></script>", "Please complete the security check."),
        challenge("harbour.example", "<script src='https://geo.captcha-delivery.com/captcha/x'></script>"),
        challenge("Request unsuccessful", "<script src='/_Incapsula_Resource?x=1'></script>", "Incapsula incident ID: 1234-5678"),
        challenge("Access to this page has been denied", "<div id=px-captcha></div>", "Press and hold to confirm you are a human."),
        challenge("Access Denied", "", "You don't have permission to access this page. https://errors.edgesuite.net/18.1"),
        challenge("Human Verification", "<script src='https://a.token.awswaf.com/b/challenge.js'></script>", "Let's confirm you are human."),
        challenge("Sind Sie ein Roboter?", "<script src='https://www.google.com/recaptcha/api.js'></script>", "Bitte bestätigen Sie, dass Sie kein Roboter sind."),
        challenge("Vérification", "<div class=h-captcha></div>", "Veuillez confirmer que vous n'êtes pas un robot."),
        challenge("DDoS-Guard", "<script src=/.well-known/ddos-guard/js-challenge/index.js></script>", "Проверка браузера перед переходом на сайт."),
        challenge("安全验证", "<div class=captcha></div>", "请完成安全验证后继续访问"),
    ],
)  # fmt: skip
def test_a_test_for_robots(html: Reader, source: str) -> None:
    page = html(source)
    assert (page.status, page.reason, page.body.lines) == ("failed", "bot_challenge", ())


@pytest.mark.parametrize("words", ["Sign in to your account", "Anmelden", "Connexion", "Вход", "ログイン"])
def test_a_page_that_asks_for_a_password(html: Reader, words: str) -> None:
    page = html(
        f"<title>{words}</title><h1>{words}</h1><form><label>E-mail</label><input type=email><input type=password>"
        f"<button>{words}</button></form><p>Harbour News keeps your reading list.</p>"
    )
    assert (page.status, page.reason, page.body.lines) == ("failed", "login", ())


@pytest.mark.parametrize(
    "source",
    [
        "<html><body><div id=root></div><script src=a.js></script></body></html>",
        "<html><body><div id=__next><p>Loading…</p></div><script src=a.js></script></body></html>",
        "<html><body><noscript>You need to enable JavaScript to run this app.</noscript><script src=a.js></script></body></html>",
        "<html><body><p>Bitte aktivieren Sie JavaScript, um diese Seite zu sehen.</p><script src=a.js></script></body></html>",
        "<html><body><app-root></app-root><script src=a.js></script><footer>© 2024 Harbour News</footer></body></html>",
        "<html><body><script>document.write('x')</script></body></html>",
    ],
)
def test_an_empty_shell_of_scripts(html: Reader, source: str) -> None:
    page = html(source)
    assert (page.status, page.reason, page.body.lines) == ("failed", "js_shell", ())


GATES = [
    "Subscribe now to read the full story",
    "Already a subscriber? Log in",
    "Jetzt weiterlesen mit Plus",
    "Il vous reste 70 % de ce texte. La fin est réservée aux abonnés.",
    "Contenido exclusivo para suscriptores",
    "Contenuto riservato agli abbonati",
    "Ten artykuł jest dostępny tylko dla prenumeratorów",
    "Статья доступна только для подписчиков",
    "この記事は有料会員限定です。",
    "本文仅限会员阅读",
]


@pytest.mark.parametrize("gate", GATES)
def test_a_teaser_before_a_gate_is_partial(html: Reader, prose: tuple[str, ...], gate: str) -> None:
    free = '<script type="application/ld+json">{"@type": "NewsArticle", "isAccessibleForFree": "False"}</script>'
    page = html(
        f"<html><head><title>Town agrees on new bridge</title>{free}</head><body><article><h1>Town agrees on new bridge</h1>"
        f"<p>{prose[0]}</p><p>{prose[1]}</p><div class=offer><h2>{gate}</h2><p>Read on for one crown a month, and cancel at any time.</p></div>"
        "</article></body></html>"
    )
    assert (page.status, page.reason) == ("partial", "paywall")
    assert [page.document.lines[i].text for i in page.body.lines] == list(prose[:2])
    assert page.body.title == "Town agrees on new bridge"
    article = attribute(page, load(None)).article
    assert article is not None
    assert gate not in article.text
    assert "crown a month" not in article.text


def test_a_gate_alone_is_no_article(html: Reader) -> None:
    page = html(
        "<title>Town agrees</title><article><h1>Town agrees</h1><div class=paywall><p>Subscribe now to read the full story, and all our others.</p>"
        "<p>Already a subscriber? Log in.</p></div></article>"
    )
    assert (page.status, page.reason, page.body.lines) == ("failed", "paywall", ())


BANNER = (
    '<div id="onetrust-banner-sdk"><p>We and our partners use cookies to store and access information on your device, with your consent.</p>'
    "<button>Accept all</button></div>"
)


@pytest.mark.parametrize(
    "options",
    [
        {"below": BANNER},
        {"above": BANNER},
        {"head": "<script src=/cdn-cgi/challenge-platform/scripts/jsd/main.js></script>"},
        {"below": "<form><input type=password><button>Log in</button></form>"},
        {"below": "<div class=g-recaptcha></div><script src='https://www.google.com/recaptcha/api.js'></script>"},
        {"head": "<noscript>Please enable JavaScript.</noscript><script src=a.js></script>"},
        {"below": "<div class=newsletter><p>Subscribe to our newsletter to read more of our stories.</p></div>"},
        {"inside": "<p>The town asked its partners for consent, and no cookies were baked for the feast of the harbour.</p>"},
        {"inside": "<p>Are you a robot? That was the mayor's question to the engineer, who did not answer it at once.</p>"},
    ],
)  # fmt: skip
def test_an_article_is_no_wall(article: Reader, prose: tuple[str, ...], options: dict[str, str]) -> None:
    page = article(**options)
    assert page.status == "ok"
    text = [page.document.lines[i].text for i in page.body.lines]
    assert [p for p in prose if p not in text] == []
    assert not [t for t in text if "partners use cookies" in t]


def test_an_article_behind_a_gate_that_was_opened_is_whole(article: Reader) -> None:
    long = "".join(
        f"<p>The council heard the speaker number {n}, who was for the bridge and against its cost.</p>"
        for n in range(30)
    )
    page = article(
        head='<script type="application/ld+json">{"@type": "NewsArticle", "isAccessibleForFree": false}</script>',
        inside=long,
        below="<div class=paywall><p>Subscribe now to read the full story.</p></div>",
    )
    assert page.status == "ok"
    assert len(page.body.lines) >= 34


def test_an_article_about_walls_is_one(html: Reader) -> None:
    about = (
        "Publishers ask readers for consent to cookies, and readers accept without reading what they accept.",
        "A paywall asks readers to subscribe, and one in ten of them does, the study of the university says.",
        "A captcha asks whether you are a robot, and robots answer it better than people do by now, it adds.",
        "The authors want cookies to be refused with one click, and subscriptions to end as easily as they begin.",
    )
    page = html(
        "<title>What stands before news</title><article><h1>What stands before news</h1>"
        + "".join(f"<p>{p}</p>" for p in about)
    )
    assert page.status == "ok"
    assert len(page.body.lines) == 4


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("the town @ @ @ @ @ @ @ the bridge", True),
        ("write to a @ b", False),
        ("@ @ @ three only", False),
        ("@a @b @c @d @e @f", False),
    ],
)
def test_masked_words(text: str, found: bool) -> None:
    assert masked(text) is found


@pytest.mark.parametrize(
    "words", ["Il vous reste 40 % de ce texte à lire.", "残り812文字", "Te queda el 60 % por leer"]
)
def test_a_gate_that_says_so_cuts_a_long_teaser_too(article: Reader, words: str) -> None:
    long = "".join(
        f"<p>The council heard the speaker number {n}, who was for the bridge and against its cost.</p>"
        for n in range(30)
    )
    page = article(inside=long, below=f"<p>{words}</p>")
    assert (page.status, page.reason) == ("partial", "paywall")
    assert words not in [page.document.lines[i].text for i in page.body.lines]
