<%!
    def count(number, word):
        return f"{number:,} {word}" + ("" if number == 1 else "s")

    SIDES = (("stored", "old", "del"), ("today", "new", "ins"))
%>\
<%def name="excerpt(lines, mark)">
% if not lines:
<p class="empty">(empty)</p>
% endif
% for line in lines:
<p>${line.before}\
% if line.changed:
<${mark}>${line.changed}</${mark}>\
% endif
${line.after}</p>
% endfor
</%def>\
<%def name="counts_table(fields)">
<table>
<thead><tr><th scope="col">field</th><th scope="col">pages</th>\
% for verdict in VERDICTS:
<th scope="col">${verdict}</th>\
% endfor
<th scope="col">words</th></tr></thead>
% for publisher in dict.fromkeys(each.publisher for each in fields):
<tbody>
<tr><th scope="rowgroup" colspan="7" class="group">${publisher}
<span class="of">${count(tally.changed[publisher], "page")} of ${f"{tally.pages[publisher]:,}"} change</span></th></tr>
% for each in fields:
% if each.publisher == publisher:
<tr><th scope="row">${each.name}</th><td>${f"{each.pages:,}"}</td>\
% for verdict in VERDICTS:
<td class="${verdict if each.counts[verdict] else 'none'}">${f"{each.counts[verdict]:,}"}</td>\
% endfor
<td>\
% if each.changed and each.name != STATE:
−${f"{each.words_lost:,}"} +${f"{each.words_gained:,}"}\
% endif
</td></tr>
% endif
% endfor
</tbody>
% endfor
</table>
</%def>\
<%def name="examples_of(each)">
<section class="${'of-state' if each.name == STATE else 'of-field'}">
<h3>${each.publisher}: ${each.name}</h3>
% for example in each.examples:
<article>
<h4><span class="verdict ${example.verdict}">${example.verdict}</span>
% if is_web(example.url):
<a href="${example.url}" rel="noreferrer">${example.url}</a>
% else:
${example.url}
% endif
</h4>
<div class="sides">
% for label, side, mark in SIDES:
<div><h5>${label}</h5>${excerpt(getattr(example, side), mark)}</div>
% endfor
</div>
<p class="note">\
% if each.name != STATE:
${count(example.words[0], "word")} lost, ${count(example.words[1], "word")} gained. \
% endif
Bytes: ${example.source or "unknown"}</p>
</article>
% endfor
</section>
</%def>\
<%
    fields = tally.fields()
    changed = tally.changed_fields()
    states = [each for each in changed if each.name == STATE]
    others = [each for each in changed if each.name != STATE]
    totals = tally.totals()
%>\
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>What would change: ${count(tally.changed.total(), "page")} of ${f"{tally.pages.total():,}"}</title>
<style>
:root { color-scheme: light dark; --ground: #fff; --text: #1b1b1f; --soft: #595962; --line: #d5d5dc;
  --panel: #f5f5f8; --link: #0b57a4; --lost: #a1121b; --lost-ground: #fde7e7; --better: #14602b;
  --better-ground: #e2f4e6; --different: #704700; --different-ground: #fbf0d6; }
@media screen and (prefers-color-scheme: dark) { :root { --ground: #17171b; --text: #ececf1; --soft: #b1b1bc;
  --line: #3b3b45; --panel: #212128; --link: #8cc2ff; --lost: #ffb4b0; --lost-ground: #4a1d1f;
  --better: #9be0ae; --better-ground: #163a22; --different: #f3cf86; --different-ground: #43330f; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 70rem; padding: 1rem; background: var(--ground);
  color: var(--text); font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
h1 { font-size: 1.6rem; line-height: 1.2; margin: .5rem 0; }
h2 { font-size: 1.25rem; margin: 2rem 0 .5rem; }
h3 { font-size: 1.05rem; margin: 1.5rem 0 .5rem; }
h4 { font-size: .9rem; font-weight: normal; margin: 0 0 .5rem; }
h5 { font-size: .8rem; color: var(--soft); margin: 0 0 .25rem; }
a { color: var(--link); }
code { font: .9em/1.5 ui-monospace, monospace; background: var(--panel); padding: .1em .3em; }
.word { display: inline-block; max-width: 100%; }
.note, .empty { color: var(--soft); font-size: .85rem; margin: .5rem 0 0; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
th, td { border-bottom: 1px solid var(--line); padding: .25rem .5rem; text-align: right; }
td { overflow-wrap: normal; white-space: nowrap; }
th[scope=row], thead th:first-child, .group { text-align: left; }
th[scope=row], .of { font-weight: normal; }
.of { color: var(--soft); font-size: .85rem; }
.group { background: var(--panel); }
td.none { color: var(--soft); }
.lost { color: var(--lost); } .better { color: var(--better); } .different { color: var(--different); }
td.lost, td.better, td.different { font-weight: bold; }
.verdict { font-weight: bold; padding: .1em .4em; border-radius: .2rem; }
.verdict.lost { background: var(--lost-ground); } .verdict.better { background: var(--better-ground); }
.verdict.different { background: var(--different-ground); }
article { border: 1px solid var(--line); border-radius: .4rem; padding: .75rem; margin: 0 0 1rem;
  break-inside: avoid; }
.sides { display: grid; grid-template-columns: 1fr 1fr; gap: .75rem; }
.sides > div { background: var(--panel); border-radius: .3rem; padding: .5rem .75rem; min-width: 0; }
.sides p { margin: 0 0 .25rem; white-space: pre-wrap; }
del { background: var(--lost-ground); color: var(--lost); text-decoration: line-through; }
ins { background: var(--better-ground); color: var(--better); text-decoration: underline; }
.of-state del, .of-state ins { background: none; color: inherit; font-weight: bold;
  text-decoration: none; }
summary { cursor: pointer; padding: .25rem 0; }
@media (max-width: 36rem) {
  body { padding: .75rem; }
  .sides { grid-template-columns: 1fr; }
  table { font-size: .8rem; }
  th, td { padding: .25rem .2rem; }
  th:nth-child(2), td:nth-child(2), th:last-child:not(.group), td:last-child { display: none; }
}
@media print {
  :root { --ground: #fff; --text: #000; --soft: #444; --line: #999; --panel: #fff; --link: #000; }
  body { max-width: none; padding: 0; font-size: 10pt; }
}
</style>
</head>
<body>
<header>
<h1>What would change</h1>
<p>On ${facts.day}, the extractor <code>${facts.extractor}</code> read ${count(tally.pages.total(), "page")}
again, and what it reads was held against what the database holds of them: \
% if tally.extractors:
${count(tally.extractors.total(), "article")}, read by \
% for name, number in sorted(tally.extractors.items()):
<code>${name or "unknown"}</code> (${f"{number:,}"})${"" if loop.last else ", "}\
% endfor
. \
% else:
no article. \
% endif
<strong>${count(tally.changed.total(), "page")} would change.</strong>
% if tally.uncompared:
${count(tally.uncompared.total(), "page")} could not be compared; they are named at the end.
% endif
</p>
<p>The command was <code>\
% for word in facts.command.split():
<span class="word">${word}</span> \
% endfor
</code>. Nothing was written into the database.
The same command with <code class="word">--store</code> in place of <code class="word">--compare</code> repairs what is
stored.</p>
</header>
<main>
% if not changed:
<p>Every value is the same.</p>
% endif
% if states:
<h2>Articles lost and found</h2>
<p>Lost: what is stored as an article would not be one any more. Better: the page gave no article,
and would give one.</p>
${counts_table(states)}
% for each in states:
${examples_of(each)}
% endfor
% endif
% if others:
<h2>Fields that change</h2>
<p>Better: the field was empty. Lost: it would be empty. Only fields with a change are listed.
Altogether \
% for verdict in VERDICTS:
${f"{totals[verdict]:,}"} ${verdict}${"." if loop.last else ", "}\
% endfor
</p>
${counts_table(others)}
<h2>Examples</h2>
% for each in others:
${examples_of(each)}
% endfor
% endif
% if tally.uncompared:
<h2>Not compared</h2>
% for reason, number in sorted(tally.uncompared.items()):
<details open><summary>${reason}: ${count(number, "page")}</summary>
<ul>
% for name in tally.names[reason]:
<li>${name}</li>
% endfor
% if number > len(tally.names[reason]):
<li>… and ${f"{number - len(tally.names[reason]):,}"} more</li>
% endif
</ul></details>
% endfor
% endif
% if fields:
<h2>All fields</h2>
<details><summary>Every field of every publisher, also those that stay the same</summary>
${counts_table(fields)}
</details>
% endif
</main>
</body>
</html>
