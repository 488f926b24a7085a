"""The sample bibliography a day later: some papers came, went, or changed."""

from __future__ import annotations

import shutil
from pathlib import Path

SAMPLE = Path(__file__).resolve().parents[2] / "data" / "sample"
_NEW = """    <paper id="4">
      <title>Handing Over at Six in the Morning</title>
      <author orcid="0000-0007-5545-006X"><first>Gregor</first><last>Mauthner-Lind</last></author>
      <author id="hui-zhao"><first>Hui</first><last>Zhao</last></author>
    </paper>
"""


def write_altered(root: Path) -> Path:
    """Write the sample to ``root`` with nine changes, and return it.

    2021.meld-main.6 names the right Rahul Sharma; 2025.meld-main.4 has another title; one paper another OpenReview
    id of Mateo Quispe Larrea; on 2025.meld-main.5 Siobhán O’Dunleavy has no id any more; 2025.clinlang-1.3 is gone;
    2025.clinlang-1.4 is new, and has the ORCID of Johannes Grünauer-Pohl on Gregor Mauthner-Lind. The stray
    of Yan Li, 2022.icol-main.7, is by Yanne Li; W15-0305 of 2015 is by a Yan Li; the volume W15-14 is of 2014.
    """
    shutil.copytree(SAMPLE / "data", root / "data")
    _edit(root / "data/xml/2021.meld.xml", ('<author id="rahul-sharma-oosterwijk">', '<author id="rahul-sharma">'))
    _edit(
        root / "data/xml/2025.meld.xml",
        ("How Much of Spatial Reasoning Is Spelling?", "How Much of Spatial Reasoning Is Guessing?"),
        ("~Mateo_Quispe_Larrea1", "~Mateo_Quispe_Larrea2"),
        ('<author id="siobhan-o-dunleavy"><first>', "<author><first>"),
    )
    yan = '<author><first>{}</first><last>Li</last></author>\n      <author id="johannes'
    _edit(root / "data/xml/2022.icol.xml", (yan.format("Yan"), yan.format("Yanne")))
    fatimata = "<first>Fatimata</first><last>N’Diaye-Sarr</last>"
    _edit(root / "data/xml/W15.xml", (fatimata, "<first>Yan</first><last>Li</last>"))
    volumes = root / "data/xml/W15.xml"
    head, tail = volumes.read_text(encoding="utf-8").split('<volume id="14"')
    volumes.write_text(f'{head}<volume id="14"{tail.replace("<year>2015<", "<year>2014<")}', encoding="utf-8")
    clinics = root / "data/xml/2025.clinlang.xml"
    text = clinics.read_text(encoding="utf-8")
    begin, end = text.index('    <paper id="3">'), text.index("  </volume>")
    clinics.write_text(text[:begin] + _NEW + text[end:], encoding="utf-8")
    return root


def _edit(path: Path, *edits: tuple[str, str]) -> None:
    text = path.read_text(encoding="utf-8")
    for before, after in edits:
        assert before in text
        text = text.replace(before, after, 1)
    path.write_text(text, encoding="utf-8")
