/* What was selected becomes a selection (the file), and a selection becomes an issue. graphcheck/corrections makes
   the same issue from the file, letter by letter: whoever changes one changes the other. */
"use strict";
const fixingText = (() => {
  const LONGEST_URL = 8000;
  const TURNING = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;
  const ACTING = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/gu;
  const SPACES = /[ \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+/g;
  const MARKS = /[\\`*_{}[\]<>#|~$&!]/g;

  const oneLine = (text) => text.replace(TURNING, "").replace(ACTING, " ").replace(SPACES, " ").replace(/^ | $/g, "");
  const lines = (text) => text.split(/\r\n|\r|\n/).map(oneLine).join("\n").replace(/^\n+|\n+$/g, "");
  const plain = (text) => oneLine(text).replace(MARKS, "\\$&").replace(/@/g, "@\u2060");
  const papers = (count) => (count === 1 ? "1 paper" : `${count} papers`);

  function encoded(text) {
    const whole = text.replace(/\p{Cs}/gu, "?");
    return encodeURIComponent(whole).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
  }

  /* An ORCID as 0000-0002-1825-0097, "" where the text is none, or its checksum (ISO 7064 mod 11-2) is wrong. */
  function orcid(text) {
    const bare = oneLine(text).replace(/^https?:..(www\.)?orcid\.org./i, "").replace(/\/$/, "");
    const found = /^([0-9]{4})-?([0-9]{4})-?([0-9]{4})-?([0-9]{3}[0-9X])$/i.exec(bare);
    if (!found) return "";
    const digits = found.slice(1).join("").toUpperCase();
    let total = 0;
    for (const digit of digits.slice(0, -1)) total = (total + Number(digit)) * 2;
    const last = "0123456789X"[(12 - (total % 11)) % 11];
    return last === digits.at(-1) ? found.slice(1).join("-").toUpperCase() : "";
  }

  /* The addresses that graphcheck/report/links.py makes; "" where there is none. */
  function personUrl(id, { site }) {
    const own = id.slice(site.prefix.length);
    if (!site.person || !new RegExp(`^(?:${site.has_page})$`, "s").test(own)) return "";
    return site.person + own.split("/").map(encoded).join("/") + site.end;
  }

  function paperUrl(id, { site }) {
    const own = id.slice(site.prefix.length);
    return site.paper && site.paper + (site.slashes ? own.split("/").map(encoded).join("/") : encoded(own)) + site.end;
  }

  const linked = (text, url) => (url ? `[${plain(text)}](${url})` : plain(text));

  function issue(selection, data) {
    const paper = (id) => `- ${linked(id, paperUrl(id, data))}`;
    const person = (id) => linked(id, personUrl(id, data));
    const listed = (title, ids) => ["", `### ${title}: ${papers(ids.length)}`, "", ...ids.map(paper)];

    function already(target) {
      if (!target.has) return ["", "In addition to all papers that are on that page."];
      if (!target.has.length) return ["", "No papers are on that page so far."];
      return ["", `In addition to what is on that page, ${papers(target.has.length)}:`, "", ...target.has.map(paper)];
    }

    function whose(target) {
      if (target.kind === "person") {
        const name = target.name ? ` (${plain(target.name)})` : "";
        return [...listed(`Belong to ${person(target.person)}${name}`, target.papers), ...already(target)];
      }
      if (target.kind === "new") {
        return [
          ...listed(`Belong to a new person, ${plain(target.name)}`, target.papers),
          "",
          `ORCID: ${target.orcid ? `https://orcid.org/${target.orcid}` : "not known"}`,
          `Degree institution: ${plain(target.institution) || "not known"}`,
        ];
      }
      return listed("Belong to somebody else; it is not known to whom", target.papers);
    }

    const moved = selection.targets.reduce((sum, target) => sum + target.papers.length, 0);
    const said = [selection.name && plain(selection.name), selection.orcid && `ORCID ${plain(selection.orcid)}`];
    const described = said.filter(Boolean).join(", ");
    const revision = selection.revision ? `, data of revision ${plain(selection.revision)}` : "";
    // Two pages of one person.
    const kinds = selection.targets.map((target) => target.kind).join();
    const whole = Boolean(selection.merge) && !selection.keeps.length && kinds === "person";
    const rest = [
      `${papers(moved)} on this page ${moved === 1 ? "is" : "are"} not this person's.`,
      ...listed(`Stay with ${person(selection.person)}`, selection.keeps),
    ];
    const body = [
      `**Type:** ${whole ? "Merge" : "Split/disambiguate"}`,
      `**Page:** ${person(selection.person)}${described && ` (${described})`}`,
      "",
      ...(whole ? [`This page and another one are one person's; all that is on this one, ${papers(moved)}, goes there.`] : rest),
    ];
    for (const target of selection.targets) {
      body.push(...whose(target));
      const why = lines(target.why);
      if (why) body.push("", `Why: ${why}`);
    }
    body.push("", `Selected in a report of graphcheck${revision}.`);
    return { title: `Author Page: ${oneLine(selection.person)}`, body: `${body.join("\n")}\n` };
  }

  /* The address that opens the issue; where that is too long, the one that opens it with its title alone. */
  function address(made, data) {
    if (!data.site.issues) return { url: "", whole: true };
    const title = `${data.site.issues}?title=${encoded(made.title)}`;
    const whole = `${title}&body=${encoded(made.body)}`;
    return whole.length <= LONGEST_URL ? { url: whole, whole: true } : { url: title, whole: false };
  }

  return { oneLine, lines, plain, papers, orcid, issue, address, personUrl };
})();
