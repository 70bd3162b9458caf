"""The marks and words of walls: what vendors call their parts, what walls say in many languages."""

from __future__ import annotations

import re

from provenance.reading.needles import Needled

ROBOT_MARKS = re.compile(
    r"_cf_chl_opt|cf-chl-|/cdn-cgi/challenge-platform/h/|cf-browser-verification|id=\"cf-error-details|cf-captcha-container|px-captcha"
    r"|captcha\.px-cdn\.net|geo\.captcha-delivery\.com|_incapsula_resource|incapsula incident|awswafintegration|awswaf\.com/|ddos-guard"
    r"|sucuri_cloudproxy|sucuri website firewall|errors\.edgesuite\.net|/_sec/cp_challenge|distil_r_captcha|distilidentificationblock"
    r"|vercel security checkpoint|anubis_challenge|friendlycaptcha|__ddg\d?_|kpsdk|akamai-bot-manager"
)
"""Only a challenge page holds these, or a page that is one for robots; small pages only."""
ROBOT_SIGNS = re.compile(
    r"g-recaptcha|recaptcha/api|h-captcha|hcaptcha\.com|turnstile|captcha|http-equiv=[\"']?refresh|access denied"
)
ROBOT = Needled(
    re.compile(
        r"\b(?:are you (?:a robot|human)|not a robot|verify (?:that )?you(?:'re| are) (?:a )?(?:human|not)|verifying you are human|just a moment"
        r"|checking (?:your browser|if the site connection)|unusual (?:traffic|activity)|attention required|security check(?:point)?"
        r"|kein roboter|ein mensch sind|sicherheitsüberprüfung|n'êtes pas un robot|pas un robot|vérification de sécurité|êtes humain"
        r"|no (?:eres|soy) un robot|verificación de seguridad|eres humano|não (?:é|sou) um robô|non sei un robot|nie jestem robotem|geen robot"
        r"|не робот|проверка браузера|robot olmadığınız)|你是(?:否)?(?:人类|机器人)|安全验证|人机验证|ロボットではありません|로봇이 아닙니다",
        re.I,
    )
)

CONSENT_MARKS = re.compile(
    r"consent\.(?:google|yahoo|youtube)|guce\.(?:yahoo|oath|advertising)|sp_message_(?:container|iframe)|sourcepoint|didomi|onetrust|usercentrics"
    r"|cookiebot|quantcast|qc-cmp|iubenda|consentmanager|cmpbox|trustarc|truste-|fundingchoices|fc-consent|axeptio|tarteaucitron|cookieyes|privacymanager"
)
CONSENT = Needled(
    re.compile(
        r"\bcookies?\b|\bcookie[- ]?\w+|\bconsent\b|\byour privacy\b|\bprivacy (?:policy|settings|choices)|\blegitimate interest|\btracking\b"
        r"|einwilligung|zustimmen|datenschutz|privatsphäre|werbefrei|\btcf\b|consentement|vie privée|traceurs|partenaires|consentimiento|privacidad"
        r"|consentimento|consenso|zgod[aęy]|prywatno|toestemming|samtykke|samtycke|souhlas|suostumus|файл\w* cookie|куки|согласи|隐私|クッキー|쿠키|ملفات تعريف",
        re.I,
    )
)
ACCEPT = re.compile(
    r"\b(?:accept|agree|allow all|got it|i consent|reject all|manage (?:options|settings)|akzeptier\w*|zustimmen|einverstanden|ablehnen|accepter|j'accepte"
    r"|refuser|aceptar|acepto|rechazar|accett\w+|rifiuta|aceitar|akceptuj\w*|zgadzam|accepteren|akkoord|godta|godkänn\w*|přijmout|souhlasím|hyväksy\w*"
    r"|принять|согласен)\b|同意|接受|동의|موافق",
    re.I,
)
BANNERS = re.compile(
    r"onetrust|ot-sdk|didomi|cybotcookiebot|cookie-?(?:notice|banner|consent|law|bar|popup|modal|wall|dialog|message|policy-banner|overlay)"
    r"|cookies?-(?:eu|alert|info)|cmp(?:box|wrapper|-container|-banner)|qc-cmp|sp_message|usercentrics|fc-consent|cc-(?:window|banner)|truste|iubenda-cs"
    r"|consent-(?:banner|wall|modal|popup|layer|overlay|dialog|page)|gdpr|cookieconsent|eu-cookie|privacy-(?:wall|layer|prompt|manager)|tarteaucitron|moove_gdpr"
)

SIGN_IN = re.compile(
    r"\b(?:log ?in|sign ?in|anmelden|einloggen|connexion|se connecter|connectez-vous|iniciar sesión|inicia sesión|accedi|entrar|zaloguj|inloggen|logga in|logg inn"
    r"|přihlá\w+|kirjaudu|войти|вход)\b|登录|登錄|ログイン|로그인|تسجيل الدخول",
    re.I,
)
SHELL_IDS = frozenset(
    {
        "root",
        "app",
        "__next",
        "___gatsby",
        "__nuxt",
        "react-root",
        "app-root",
        "main-app",
        "svelte",
        "ember-app",
        "application",
    }
)

NOT_FREE = re.compile(r"isaccessibleforfree\W{1,6}(?:false|no\b|0\b)|content[_-]?tier\W{1,20}(?:metered|locked)")
GATE = Needled(
    re.compile(
        r"\b(?:subscri(?:be|ption)s? (?:to|now|today|for|required)\b.{0,40}\b(?:read|continue|access|unlock|full|article|story|unlimited)"
        r"|(?:to|and) (?:continue|keep) reading\b(?=\W*(?:$|this|the|your|with|for|please|subscribe|log|sign|register|create))|continue reading (?:this|with|your|the full|for free)|already (?:a |an )?(?:subscriber|member|registered)|subscribers? only|for subscribers"
        r"|subscriber[- ]exclusive|unlock (?:this|the|full)|become a (?:member|subscriber)|you(?:'ve| have) (?:reached|read) (?:your|all)|free articles? (?:left|remaining)"
        r"|create a free account to|register (?:for free )?to (?:continue|read)|sign in to (?:continue|read)|exclusive to (?:subscribers|members)|premium content"
        r"|weiterlesen mit|um weiterzulesen|jetzt (?:abonnieren|weiterlesen|testen)|sie haben bereits ein|nur für abonnenten|exklusiv für abonnenten|plus-abo|diesen artikel (?:weiter)?lesen"
        r"|mit einem abo|jetzt registrieren und|bereits (?:abonnent|registriert)|réservée? aux abonnés|(?:la|lire la) suite (?:est|de cet article)|il (?:vous )?reste \d+ ?%|déjà abonné"
        r"|abonnez-vous pour|pour lire la suite|s[oó]lo para suscriptores|exclusivo para suscriptores|(?:suscríbete|suscríbase|regístrate) (?:para|y)|para (?:seguir|continuar) leyendo"
        r"|contenido exclusivo|ya eres suscriptor|riservat[oa] agli abbonati|abbonati per|per continuare a leggere|sei già abbonato|exclusivo para assinantes|para continuar (?:a ler|lendo)"
        r"|já é assinante|tylko dla (?:prenumeratorów|subskrybentów)|dostęp do (?:całego )?artykułu|czytaj dalej z|alleen voor abonnees|lees verder met|verder lezen|al abonnee"
        r"|för prenumeranter|bli prenumerant|läs vidare|kun for abonnenter|for abonnenter|les videre|allerede abonnent|jen pro předplatitele|pro předplatitele|jo tilaaja|tilaajille"
        r"|только (?:для|по) подписк|для подписчиков|оформите подписку|чтобы (?:читать дальше|продолжить чтение))|订阅(?:后|以)(?:继续)?阅读|仅限(?:会员|订阅)|登录后(?:继续)?阅读|付费(?:阅读|内容)"
        r"|有料会員|会員限定|続きを読むには|残り\d+文字|구독자 전용|유료 회원|للمشتركين فقط",
        re.I,
    )
)
CUT_OFF = Needled(
    re.compile(
        r"il (?:vous )?reste [\d.,]+ ?%|la suite (?:de cet article )?est réservée|残り\d+文字|the rest of this (?:article|story) is (?:for|available)"
        r"|der rest (?:des artikels|dieses artikels)|noch [\d.,]+ ?% (?:des artikels|zu lesen)|te queda (?:el )?[\d.,]+ ?%",
        re.I,
    )
)
"""A gate that says itself that the text is cut off here."""
GATE_BOXES = re.compile(
    r"(?:.*[-_])?(?:pay-?wall|reg-?wall|metered|piano|tp-(?:modal|container|backdrop|iframe)|poool|subscription-(?:required|wall|box)|subscribe-(?:wall|gate|box|modal)"
    r"|premium-(?:box|gate|wall|teaser)|article-gate|gateway-content|content-gate|meter-(?:wall|modal)|leaky)(?:[-_].{0,30})?$"
)
