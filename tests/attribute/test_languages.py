"""Each language's wordings on made lines: credits of outlets that do not exist, and look-alikes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from provenance import pipeline
from provenance.attribute import phrases
from provenance.outlets.registry import load
from provenance.records.article import Reading
from provenance.records.capture import Given

CREDITS = [
    ("de", "Dieser Beitrag erschien zuerst am 3. Mai 2019 im Magazin „Moorkieker“.", "republished_from", "Moorkieker"),
    ("de", "Der Text wurde ursprünglich auf heidekraut-blatt.de veröffentlicht.", "republished_from", "heidekraut-blatt.de"),
    ("de", "Mit freundlicher Genehmigung des Deichboten", "republished_from", "Deichboten"),
    ("de", "Diese Reportage ist eine Übersetzung, im Original ist sie bei Fjordposten erschienen.", "translated_from", "Fjordposten"),
    ("de", "(mit Material von dpa)", "contributed", "dpa"),
    ("de", "Quelle: dpa/lno", "wire", "dpa"),
    ("fr", "Cet article a d’abord été publié dans La Gazette des Marais.", "republished_from", "La Gazette des Marais"),
    ("fr", "Ce texte est initialement paru sur le site du quotidien Le Vent du Large", "republished_from", "Le Vent du Large"),
    ("fr", "Source : Reuters", "wire", "Reuters"),
    ("fr", "Avec l'aimable autorisation de L'Écho des Dunes", "republished_from", "L'Écho des Dunes"),
    ("fr", "(avec AFP)", "contributed", "AFP"),
    ("es", "Este reportaje se publicó originalmente en el diario La Espiga.", "republished_from", "La Espiga"),
    ("es", "Tomado de El Faro del Páramo", "republished_from", "El Faro del Páramo"),
    ("es", "Fuente: EFE", "wire", "EFE"),
    ("es", "Con información de AFP y EFE", "contributed", "AFP"),
    ("es", "Bruma, 7 oct (EFE).- El puerto abrió ayer.", "wire", "EFE"),
    ("it", "Questo articolo è stato pubblicato originariamente su Il Faro di Brumosa.", "republished_from", "Il Faro di Brumosa"),
    ("it", "Per gentile concessione del Gazzettino delle Paludi", "republished_from", "Gazzettino delle Paludi"),
    ("it", "Fonte: ANSA", "wire", "ANSA"),
    ("it", "(ANSA) - BRUMOSA, 28 LUG - Il porto ha riaperto.", "wire", "ANSA"),
    ("pt", "Esta matéria foi publicada originalmente no site do jornal Gazeta da Serra.", "republished_from", "Gazeta da Serra"),
    ("pt", "Republicado de Vento Norte, sob licença Creative Commons", "republished_from", "Vento Norte"),
    ("pt", "Com informações da Lusa", "contributed", "Lusa"),
    ("pt", "Tradução: Ana Modelo. Publicado originalmente por Vento Norte", "translated_from", "Vento Norte"),
    ("ru", "Статья была впервые опубликована на сайте «Болотный вестник».", "republished_from", "Болотный вестник"),
    ("ru", "Источник: ТАСС", "wire", "ТАСС"),
    ("ru", "Перепечатано с разрешения редакции «Новой газеты»", "republished_from", "Новой газеты"),
    ("ru", "ТУМАНСК, 4 ноя - РИА Новости, Иван Примеров. Порт открыли.", "wire", "РИА Новости"),
    ("uk", "Матеріал вперше опубліковано на сайті «Болотний вісник».", "republished_from", "Болотний вісник"),
    ("uk", "Джерело: Укрінформ", "wire", "Укрінформ"),
    ("uk", "КИЇВ. 3 грудня. УНН. Порт відкрили.", "wire", "УНН"),
    ("pl", "Tekst ukazał się pierwotnie w tygodniku „Głos Mokradeł”.", "republished_from", "Głos Mokradeł"),
    ("pl", "Źródło: PAP", "wire", "PAP"),
    ("pl", "Przedruk z: Kurier Bagienny", "republished_from", "Kurier Bagienny"),
    ("nl", "Dit artikel verscheen eerder in De Veenbode.", "republished_from", "De Veenbode"),
    ("nl", "Bron: ANP", "wire", "ANP"),
    ("nl", "Met toestemming overgenomen van Moerasblad", "republished_from", "Moerasblad"),
    ("tr", "Bu yazı ilk olarak Bataklık Postası'nda yayımlanmıştır.", "republished_from", "Bataklık Postası"),
    ("tr", "Kaynak: Reuters", "wire", "Reuters"),
    ("tr", "SİSKENT (AA) - Liman dün açıldı.", "wire", "AA"),
    ("zh", "来源：新华社", "wire", "新华社"),
    ("zh", "本文转载自雾港晚报，作者：甲乙", "republished_from", "雾港晚报"),
    ("zh", "2019-05-04 08:00 来源: 雾港晚报 责任编辑:丙", "republished_from", "雾港晚报"),
    ("ja", "この記事は霧港オンラインからの転載です。", "republished_from", "霧港オンライン"),
    ("ja", "霧港タイムズ 5/4(土) 8:00配信", "republished_from", "霧港タイムズ"),
    ("ja", "【霧港共同】港が再開した。", "wire", "共同"),
    ("ar", "نشر هذا المقال لأول مرة في صحيفة صدى المستنقعات", "republished_from", "صدى المستنقعات"),
    ("ar", "المصدر: رويترز", "wire", "رويترز"),
    ("pl", "Przedrukowujemy tekst za Kurierem Bagiennym", "republished_from", "Kurierem Bagiennym"),
    ("pl", "mjz/ad (współpraca PAP)", "contributed", "PAP"),
    ("pl", "z niemieckiego przełożyła Anna Modelowa; pierwodruk: Moorkieker", "translated_from", "Moorkieker"),
    ("pl", "Informacja prasowa: Browar Mokradło", "press_release", "Browar Mokradło"),
    ("tr", "Bataklık Postası'ndan kısaltılarak alınmıştır", "republished_from", "Bataklık Postası"),
    ("tr", "(Reuters'tan da yararlanıldı)", "contributed", "Reuters"),
    ("tr", "Moorkieker'den çeviren: Ayşe Örnek", "translated_from", "Moorkieker"),
    ("ja", "『霧港評論』2018年3月号より", "republished_from", "霧港評論"),
    ("ja", "霧港総研のレポートを基に、加筆のうえ掲載", "adapted_from", "霧港総研"),
    ("ja", "株式会社霧港のプレスリリース", "press_release", "株式会社霧港"),
    ("ja", "提供:霧港新聞", "republished_from", "霧港新聞"),
    ("zh", "本文经授权转载自雾港晚报", "republished_from", "雾港晚报"),
    ("zh", "本文来自微信公众号:雾港观察", "republished_from", "雾港观察"),
    ("zh", "本文經霧港晚報授權刊登", "republished_from", "霧港晚報"),
    ("ar", "بيروت: «رويترز»", "wire", "رويترز"),
    ("ar", "ترجمة لمقال صحيفة صدى المستنقعات البريطانية", "translated_from", "صدى المستنقعات"),
    ("ar", "بيان صحفي صادر عن مصنع الضباب", "press_release", "مصنع الضباب"),
    ("pt", "Reproduzimos aqui este artigo do jornal Vento Norte", "republished_from", "Vento Norte"),
    ("pt", "Da Agência Lusa", "wire", "Lusa"),
]  # fmt: skip

LOOK_ALIKES = [
    ("pl", "Fundacja działa we współpracy z PAP od dziesięciu lat."),
    ("pl", "Za zgodą rodziców dzieci pojechały do Brumowa."),
    ("tr", "Bakan, Reuters'tan da söz etti."),
    ("tr", "Örnek Yayınları'ndan çıkan kitap ödül aldı."),
    ("ja", "霧港社のプレスリリースによると、港は六月に再開する。"),
    ("ja", "霧港新聞の報道を受けて市長が辞任した。"),
    ("ja", "提供:霧港自動車"),
    ("ar", "تصوير: فلان الفلاني - رويترز"),
    ("ar", "قرأ الوزير بيانا صحفيا في لندن."),
    ("pt", "Da Serra veio o vento que a Lusa descreveu."),
    ("pt", "O porto foi visitado via Lisboa."),
    ("zh", "本文未经授权不得转载。"),
    ("ar", "بيروت: المدينة التي أحبتها رويترز"),
    ("zh", "记者已获授权采访港口。"),
    ("de", "Laut Reuters wird der Hafen im Juni geöffnet."),
    ("de", "Foto: dpa"),
    ("de", "Der Roman ist zuerst 1968 bei Moorverlag erschienen."),
    ("de", "Quelle: Statistisches Bundesamt"),
    ("fr", "D'après Reuters, le port rouvrira en juin."),
    ("fr", "Crédit photo : AFP"),
    ("fr", "Avec Reuters, la discussion a tourné court."),
    ("es", "Según EFE, el puerto abrirá en junio."),
    ("es", "Foto: EFE"),
    ("es", "La novela fue publicada originalmente en 1967 en Bruma."),
    ("it", "Secondo l'ANSA il porto riaprirà a giugno."),
    ("it", "Foto: Ansa"),
    ("it", "Fonte: Istat"),
    ("pt", "Segundo a Lusa, o porto abrirá em junho."),
    ("pt", "Foto: Lusa"),
    ("pt", "Fonte: IBGE"),
    ("ru", "Об этом сообщает ТАСС со ссылкой на источники."),
    ("ru", "Фото: ТАСС"),
    ("ru", "Источник фото: Болотный вестник"),
    ("uk", "Про це повідомляє Укрінформ."),
    ("uk", "Фото: УНН"),
    ("uk", "За даними УНН, порт відкриють у червні."),
    ("pl", "Jak podaje PAP, port zostanie otwarty w czerwcu."),
    ("pl", "Fot. PAP/Jan Przykład"),
    ("pl", "Źródło: GUS"),
    ("nl", "Volgens het ANP gaat de haven in juni open."),
    ("nl", "Foto: ANP"),
    ("nl", "Bron: politie"),
    ("tr", "Reuters'ın haberine göre liman haziranda açılacak."),
    ("tr", "Fotoğraf: AA"),
    ("tr", "Kaynak: TÜİK"),
    ("zh", "据新华社报道，港口将于六月开放。"),
    ("zh", "图片来源：新华社"),
    ("zh", "转载请保留原文链接谢谢！"),
    ("ja", "共同通信によると、港は六月に再開する。"),
    ("ja", "写真提供：共同通信社"),
    ("ja", "この記事は六月に更新されました。"),
    ("ar", "وقال المصدر إن الميناء سيفتح في يونيو."),
    ("ar", "وذكرت رويترز أن الميناء سيفتح."),
    ("ar", "صورة: رويترز"),
]

NOTICES = [
    ("de", "Alle Rechte vorbehalten.", "all_rights_reserved"),
    ("de", "Dieser Beitrag wurde mit Hilfe von KI übersetzt.", "ai_generated"),
    ("fr", "Les opinions exprimées n'engagent que leurs auteurs.", "views_disclaimer"),
    ("es", "Prohibida la reproducción total o parcial.", "no_republication"),
    ("it", "RIPRODUZIONE RISERVATA", "all_rights_reserved"),
    ("pt", "Este texto não reflete, necessariamente, a opinião do jornal.", "views_disclaimer"),
    ("ru", "При использовании материалов гиперссылка обязательна.", "reuse_with_link"),
    ("ru", "На правах рекламы", "sponsored"),
    ("uk", "Думка автора може не збігатися з позицією редакції.", "views_disclaimer"),
    ("pl", "Wszelkie prawa zastrzeżone.", "all_rights_reserved"),
    ("nl", "Alle rechten voorbehouden", "all_rights_reserved"),
    ("tr", "Tüm hakları saklıdır.", "all_rights_reserved"),
    ("zh", "未经授权，不得转载。", "no_republication"),
    ("ja", "無断転載を禁じます。", "no_republication"),
    ("ar", "جميع الحقوق محفوظة", "all_rights_reserved"),
]


def read(language: str, text: str, folder: Path) -> Reading:
    batch = folder / "batch.jsonl"
    batch.write_text(json.dumps({"id": "1", "text": text, "language": language}) + "\n", encoding="utf-8")
    (found,) = [pipeline.read_item(item, load()) for item in pipeline.take_all((), Given(), str(batch))]
    return found


@pytest.mark.parametrize(("language", "text", "relation", "name"), CREDITS)
def test_credit(language: str, text: str, relation: str, name: str, tmp_path: Path) -> None:
    credits = [c for c in read(language, text, tmp_path).credits if c.direction == "in"]
    assert (relation, name) in [(c.relation, c.name) for c in credits]


@pytest.mark.parametrize(("language", "text"), LOOK_ALIKES)
def test_look_alike(language: str, text: str, tmp_path: Path) -> None:
    found = read(language, text, tmp_path)
    assert [(c.relation, c.name) for c in found.credits] == []
    assert found.origin is not None and found.origin.kind == "unknown"


@pytest.mark.parametrize(("language", "text", "wanted"), NOTICES)
def test_notice(language: str, text: str, wanted: str, tmp_path: Path) -> None:
    assert wanted in [n.class_ for n in read(language, text, tmp_path).notices]


@pytest.mark.parametrize("language", phrases.languages())
def test_every_form_compiles(language: str) -> None:
    loaded = phrases.load(language)
    assert loaded is not None
    forms = [form for c in loaded.credits for form in c.forms] + [form for n in loaded.notices for form in n.forms]
    assert all(form.pattern.pattern for form in forms)


def test_thirteen_languages_beside_english() -> None:
    wanted = {"de", "fr", "es", "it", "pt", "ru", "uk", "zh", "ja", "ar", "tr", "pl", "nl", "en"}
    assert wanted <= set(phrases.languages())
    tested = {t for t in wanted if (loaded := phrases.load(t)) is not None and loaded.tested}
    assert tested == {"en", "de", "fr", "es", "it", "pt", "ru", "zh"}
