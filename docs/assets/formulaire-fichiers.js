// The files a form gives: the .json to return, and the documents. A document is a base whose places receive
// values: as text of the XML tree, so that nothing typed can be markup.
(() => {
  const greffe = (window.greffe = window.greffe || {});
  const { strFromU8, strToU8, unzlibSync, zipSync } = fflate;

  const WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
  const DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
  const PLACE = /⟦([^⟧]+)⟧/g;
  const VERSION = 1;
  const FINGERPRINTED = ["annexe-1", "pj3"]; // of which greffe keeps the fingerprint

  const decode = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));

  let unpacked;
  const bases = () => (unpacked = unpacked || JSON.parse(strFromU8(unzlibSync(decode(greffe.donnees.bases)))));

  // The document made from the base `number`. `values`: the text of each place by its name; `lists`: for each
  // list, its people, as texts by field.
  greffe.makeDocument = (number, values, lists) => {
    const { morceaux, documents } = bases();
    const zip = {};
    for (const [name, part] of Object.entries(documents[number])) {
      if (typeof part === "string") zip[name] = decode(part);
      else {
        const text = part.map((piece) => (typeof piece === "number" ? morceaux[piece] : `⟦${piece}⟧`)).join("");
        zip[name] = strToU8(part.length > 1 ? filled(text, values, lists) : text);
      }
    }
    return zipSync(zip, { mtime: new Date(1980, 0, 1) });
  };

  const filled = (text, values, lists) => {
    const xml = new DOMParser().parseFromString(text, "application/xml");
    const copies = [];
    for (const [list, people] of Object.entries(lists)) {
      const row = [...xml.getElementsByTagNameNS(WORD, "tr")].find((one) => one.textContent.includes(`⟦${list}.`));
      if (!row) continue;
      const item = repeated(row);
      const mark = xml.createComment(list);
      item.replaceWith(mark);
      copies.push([mark, people.map((person) => put(item.cloneNode(true), (name) => person[name.slice(list.length + 1)] || ""))]);
    }
    put(xml.documentElement, (name) => {
      if (values[name] === undefined) throw new Error(`no value for ${name}`);
      return values[name];
    });
    for (const [mark, rows] of copies) {
      // The last line alone stays with the signature below.
      for (const row of rows.slice(0, -1)) [...row.getElementsByTagNameNS(WORD, "keepNext")].forEach((one) => one.remove());
      mark.replaceWith(...rows);
    }
    [...xml.getElementsByTagNameNS(WORD, "sdtPr")].forEach((control, rank) => {
      control.getElementsByTagNameNS(WORD, "id")[0]?.setAttributeNS(WORD, "w:val", rank + 1);
    });
    return DECLARATION + new XMLSerializer().serializeToString(xml.documentElement);
  };

  // What a word processor repeats: the row, or the control around it.
  const repeated = (row) => {
    const control = row.parentNode.parentNode;
    const isItem = control.localName === "sdt" && control.firstElementChild.querySelector("repeatingSectionItem");
    return isItem ? control : row;
  };

  // `node`, each of its places replaced by what `value` gives for its name.
  const put = (node, value) => {
    const texts = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const text = texts.currentNode;
      if (text.data.includes("⟦")) text.data = text.data.replace(PLACE, (_, name) => value(name));
    }
    return node;
  };

  // --- The file to return ---------------------------------------------------------------------------

  // `people` without what is not known, in the order of the form's fields.
  const known = (form, values) =>
    Object.fromEntries(
      form.listes.map((list) => [
        list.cle,
        values.listes[list.cle].map((row) => Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null))),
      ]),
    );

  // The answers to the form `id`, as its reader expects them; `avant` is the annexe they start from, or null.
  greffe.makeAnswers = (id, { partenaire, modele, values, avant }) => {
    const form = greffe.donnees.formulaires[id];
    return {
      greffe: VERSION,
      formulaire: id,
      partenaire,
      modele,
      base: avant && FINGERPRINTED.includes(form.document) ? greffe.fingerprint(form.service ? { service: form.service } : { partenaire }, avant) : "",
      transmise_le: values.champs.transmise_le,
      ...known(form, values),
      avant,
    };
  };

  // What a file made by the form `id` holds, or the one of « Adhérer » that has such an annexe inside:
  // {partenaire, transmise_le, organisme, listes}; null for any other file. Only what the form asks is taken.
  greffe.readAnswers = (id, text) => {
    const form = greffe.donnees.formulaires[id];
    let file;
    try {
      file = JSON.parse(text);
    } catch (error) {
      return null;
    }
    if (file && file.formulaire !== id && Array.isArray(file.annexes)) file = file.annexes.find((one) => one && one.formulaire === id);
    if (!file || file.greffe !== VERSION || file.formulaire !== id) return null;
    const held = form.document === "adhesion" ? Object.assign({}, ...[file.annexes].flat()) : file;
    const lists = form.listes.map(({ cle, champs }) => [cle, [held[cle] || []].flat().map((row) => row && asked(row, champs))]);
    if (lists.some(([, rows]) => rows.some((row) => !row))) return null;
    const { partenaire, transmise_le, organisme = {} } = file;
    return { partenaire, transmise_le, organisme, listes: Object.fromEntries(lists) };
  };

  const isText = (value) => typeof value === "string" || (Array.isArray(value) && value.every((one) => typeof one === "string"));
  const asked = (row, fields) => Object.fromEntries(fields.filter(({ cle }) => isText(row[cle])).map(({ cle }) => [cle, row[cle]]));

  // --- Fingerprint of an annexe 1 or of a PJ3, as greffe computes it ----------------------------------------------

  const sorted = (value) => {
    if (Array.isArray(value)) return value.map(sorted);
    if (value === null || typeof value !== "object") return value;
    return Object.fromEntries(Object.keys(value).sort().map((key) => [key, sorted(value[key])]));
  };

  // Canonical JSON: keys sorted, no spaces, what is absent or empty left out. `about` is what the record is about.
  greffe.fingerprint = (about, { transmise_le, ...lists }) => {
    const held = Object.entries(lists).filter(([, rows]) => rows.length);
    return greffe.sha256(strToU8(JSON.stringify(sorted({ ...about, transmise_le, ...Object.fromEntries(held) }))));
  };

  // SHA-256 (FIPS 180-4): the browser's own is refused to pages that are not served over https.
  greffe.sha256 = (bytes) => {
    const fractions = (root, count) => {
      const found = [];
      for (let n = 2; found.length < count; n++) {
        let prime = true;
        for (let d = 2; d * d <= n; d++) if (n % d === 0) prime = false;
        if (prime) found.push(((n ** (1 / root)) % 1) * 2 ** 32 | 0);
      }
      return found;
    };
    const turn = (word, count) => (word >>> count) | (word << (32 - count));
    const keys = fractions(3, 64);
    const hash = fractions(2, 8);
    const length = bytes.length;
    const padded = new Uint8Array(((length + 8) >> 6 << 6) + 64);
    padded.set(bytes);
    padded[length] = 0x80;
    const view = new DataView(padded.buffer);
    view.setUint32(padded.length - 8, Math.floor(length / 2 ** 29));
    view.setUint32(padded.length - 4, length << 3);
    const words = new Int32Array(64);
    for (let start = 0; start < padded.length; start += 64) {
      for (let i = 0; i < 64; i++) {
        if (i < 16) words[i] = view.getInt32(start + 4 * i);
        else {
          const [far, near] = [words[i - 15], words[i - 2]];
          const one = turn(far, 7) ^ turn(far, 18) ^ (far >>> 3);
          const two = turn(near, 17) ^ turn(near, 19) ^ (near >>> 10);
          words[i] = words[i - 16] + one + words[i - 7] + two;
        }
      }
      let [a, b, c, d, e, f, g, h] = hash;
      for (let i = 0; i < 64; i++) {
        const one = h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + keys[i] + words[i];
        const two = (turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
        [a, b, c, d, e, f, g, h] = [(one + two) | 0, a, b, c, (d + one) | 0, e, f, g];
      }
      [a, b, c, d, e, f, g, h].forEach((value, i) => (hash[i] = (hash[i] + value) | 0));
    }
    return hash.map((value) => (value >>> 0).toString(16).padStart(8, "0")).join("");
  };
})();
