import { expect, test } from "vitest";
import { textFromHtml } from "../../../../src/connectors/reading/prose/html-text.js";

test.each<[string, string, string]>([
  [
    "paragraphs and breaks",
    "<p>Hello</p><p>3&nbsp;x TL-1001<br>at 18,50&nbsp;&euro;</p>",
    "Hello\n\n3 x TL-1001\nat 18,50 €",
  ],
  [
    "a table as lines with tabs",
    "<table><tr><th>Item</th><th>Qty</th></tr><tr><td><p>TL-1001</p></td><td> 3 </td></tr></table>",
    "Item\tQty\nTL-1001\t3",
  ],
  ["empty cells", "<table><tr><td>a</td><td></td><td>c</td></tr></table>", "a\t\tc"],
  [
    "rows and cells that are never closed",
    "<table><tr><td>a<td>b<tr><td>c<td>d</table>after",
    "a\tb\nc\td\nafter",
  ],
  ["a layout of one cell", "<table><tr><td><div>one</div><div>two</div></td></tr></table>", "one\ntwo"],
  [
    "a table inside a layout",
    "<table><tr><td><p>x</p><table><tr><td>a</td><td>b</td></tr></table></td></tr></table>",
    "x\n\na\tb",
  ],
  [
    "a label beside a block of lines",
    "<table><tr><td>Ship to:</td><td>27 Otley Road<br>Leeds</td></tr></table>",
    "Ship to:\n\n27 Otley Road\nLeeds",
  ],
  ["quotations with their mark", "new<blockquote>old</blockquote>", "new\n> old"],
  [
    "no scripts, styles or comments",
    "<style>td{}</style>a<script>if (1 < 2) {}</script><!-- <b>x</b> -->b",
    "ab",
  ],
  [
    "entities by name and number",
    "M&uuml;ller &amp; S&#246;hne &#x5305; &unknown;",
    "Müller & Söhne 包 &unknown;",
  ],
  [
    "no element that is hidden",
    "a<div style=\"color: red; display:none\">b<div>c</div></div><td hidden>d</td><p STYLE='visibility: hidden'>e</p>f",
    "af",
  ],
  [
    "nothing that is struck out",
    '<s>9</s><del>4</del> 6 <span style="text-decoration:line-through">7</span>',
    " 6",
  ],
  ["a hidden element that never ends", '<div style="display:none">a<p>b', "a\n\nb"],
  ["a head that never ends", "<head><title>x</title><body>a", "a"],
  [
    "a heading over two columns",
    "<table><tr><td colspan=2>Item</td><td>Qty</td><td>Price</td></tr><tr><td>a</td><td>b</td><td>1</td><td>2</td></tr></table>",
    "Item\t\tQty\tPrice\na\tb\t1\t2",
  ],
  [
    "a cell over two rows",
    "<table><tr><td rowspan=2>A</td><td>b</td><td>1</td></tr><tr><td>c</td><td>2</td></tr><tr><td>D</td><td>e</td><td>3</td></tr></table>",
    "A\tb\t1\n\tc\t2\nD\te\t3",
  ],
  [
    "a sum under several columns",
    "<table><tr><td colspan=4>Total</td><td>9.00</td></tr></table>",
    "Total\t9.00",
  ],
  ["what is no tag", "3 < 5 and a > b", "3 < 5 and a > b"],
  ["a tag that is cut off", 'abc <td style="x', "abc"],
])("HTML with %s becomes text", (_, html, text) => {
  expect(textFromHtml(html)).toBe(text);
});

test("hostile markup takes no time", () => {
  const start = performance.now();
  const spans = "<tr><td rowspan=20 colspan=20>a</td><td>b</td><td>c</td></tr>";
  textFromHtml(`<table>${spans.repeat(5_000)}</table>`);
  for (const piece of ["<", '<p style="display:none">', '<a b="', "<td>", "<!--", "&#", "<table><tr>"])
    textFromHtml(piece.repeat(50_000));
  expect(performance.now() - start).toBeLessThan(5_000);
});

test("characters may stand by any of their names, and a name never cuts a cell", () => {
  expect(
    textFromHtml(
      "<p>Przesy&lstrok;ka, &Scaron;roub &#x10D;. 5,&NewLine;so&shy;rt&#10;A &amp; B&nosuchname;</p>",
    ),
  ).toBe("Przesyłka, Šroub č. 5, sort A & B&nosuchname;");
});
