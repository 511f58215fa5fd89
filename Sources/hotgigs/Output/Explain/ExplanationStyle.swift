/// The looks of a page that explains a reading, and the little that it does by script.
enum ExplanationStyle {
  static let sheet: StaticString = """

    :root { --sure: #15803d; --fair: #b45309; --doubtful: #b91c1c; --ink: #1f2933; --line: #d9e0e6; --soft: #f3f5f7 }
    * { box-sizing: border-box }
    body { margin: 0; font: 14px/1.45 system-ui, "Segoe UI", Roboto, "Helvetica Neue", sans-serif; color: var(--ink); background: var(--soft) }
    header { position: sticky; top: 0; z-index: 2; background: #fff; border-bottom: 1px solid var(--line); padding: 10px 20px; max-height: 45vh; overflow: auto }
    .title { display: flex; gap: 14px; align-items: baseline; flex-wrap: wrap }
    h1 { font-size: 20px; margin: 0 }
    .title p { margin: 0; color: #5c6b7a; overflow-wrap: anywhere }
    .file { font-family: ui-monospace, Menlo, monospace; font-size: 13px }
    .layers { display: flex; flex-wrap: wrap; gap: 4px 16px; margin-top: 6px; align-items: center }
    .layers label { cursor: pointer; user-select: none }
    .key { color: #5c6b7a; margin-left: auto }
    .key i { display: inline-block; width: 11px; height: 11px; border-radius: 2px; margin: 0 4px 0 12px; background: currentColor }
    .sure { color: var(--sure) } .fair { color: var(--fair) } .doubtful { color: var(--doubtful) }
    .warnings { margin: 8px 0 0; padding: 6px 12px; list-style: none; background: #fff7e6; border: 1px solid #f0c36d; border-radius: 6px }
    .warnings b { font-family: ui-monospace, Menlo, monospace; font-weight: 600; font-size: 12.5px }
    .check { margin: 8px 0 0 } .check a { color: var(--doubtful); margin-right: 8px }
    main { display: grid; grid-template-columns: minmax(0, 1fr) minmax(360px, 32%); gap: 20px; padding: 20px; align-items: start; max-width: 1700px; margin: auto }
    aside { display: flex; flex-direction: column; gap: 12px; position: sticky; top: 84px; max-height: calc(100vh - 100px); overflow: auto }
    aside .group { flex: none }
    @media (max-width: 900px) { main { grid-template-columns: 1fr } aside { position: static; max-height: none } }
    .page { margin: 0 0 20px; background: #fff; box-shadow: 0 1px 5px #0003 }
    .page svg { display: block; width: 100%; height: auto }
    figcaption { font-size: 12px; color: #5c6b7a; padding: 4px 10px; background: var(--soft) }
    .group { background: #fff; border: 1px solid var(--line); border-radius: 8px; overflow: hidden }
    h2 { font-size: 13px; margin: 0; padding: 6px 12px; background: var(--soft); border-bottom: 1px solid var(--line) }
    .group ul { list-style: none; margin: 0; padding: 0 }
    li[data-v] { display: grid; grid-template-columns: 78px minmax(0, 1fr) 40px 44px; gap: 0 8px; padding: 4px 12px; border-left: 4px solid currentColor; border-bottom: 1px solid var(--soft); scroll-margin: 40vh 0; cursor: default }
    li .label { color: #5c6b7a } li .text { color: var(--ink); white-space: pre-line; overflow-wrap: anywhere; max-height: 6em; overflow: hidden }
    li.on .text, li:target .text { max-height: none }
    li .percent { font-variant-numeric: tabular-nums; font-weight: 600; text-align: right }
    li .place { font-size: 11.5px; line-height: 1.75; color: #7b8794; text-decoration: none; white-space: nowrap }
    li.on, li:target { background: #fffbe0 }
    svg a rect, svg g rect { fill: none; stroke: currentColor; stroke-width: .8; vector-effect: non-scaling-stroke }
    svg a { scroll-margin: 45vh 0 } svg a rect { fill: currentColor; fill-opacity: .1; pointer-events: all; filter: drop-shadow(0 0 .7px #fff) }
    svg a.doubtful rect { stroke-dasharray: 3 2; stroke-width: 1.6 }
    svg a.on rect, svg a:target rect, svg a:focus rect { fill: #facc15; fill-opacity: .45; stroke: #a16207; stroke-width: 2 }
    svg g text { font: 600 6px system-ui, sans-serif; fill: currentColor; stroke: #fff; stroke-width: 2px; paint-order: stroke; stroke-linejoin: round }
    .columns { color: #7c8794 } .columns rect { stroke-dasharray: 5 4 }
    .sections g { color: #64748b } .sections g.work { color: #4338ca } .sections g.education { color: #7e22ce } .sections g.skills { color: #0e7490 }
    .sections g.contact { color: #1d4ed8 } .sections g.summary { color: #0f766e } .sections g.languages { color: #be185d } .sections g.certificates { color: #a16207 }
    .sections rect { fill: currentColor !important; fill-opacity: .035 }
    .entries g { color: #4338ca } .entries g.education { color: #7e22ce } .entries rect { stroke-width: 1.2 }
    svg .hidden { color: var(--doubtful) } svg .hidden rect { fill: currentColor !important; fill-opacity: .12; stroke-dasharray: 2 2; pointer-events: all }
    svg .paper { fill: #fff; stroke: none } svg text.line { font-family: Arial, "Liberation Sans", sans-serif; fill: #333 } svg text.bold { font-weight: 700 } svg text.italic { font-style: italic }
    body:has(#show-values:not(:checked)) svg .values, body:has(#show-entries:not(:checked)) svg .entries,
    body:has(#show-sections:not(:checked)) svg .sections, body:has(#show-columns:not(:checked)) svg .columns,
    body:has(#show-hidden:not(:checked)) svg .hidden { display: none }
    .flow { padding: 24px 34px } .flow p { margin: 1px 0; white-space: pre-wrap; overflow-wrap: anywhere; tab-size: 8 }
    .flow .bold { font-weight: 700 } .flow .big { font-size: 16px } .flow .large { font-size: 21px } .bullet { color: #7b8794 }
    .mark { color: inherit; text-decoration: none; border-radius: 2px; scroll-margin: 45vh 0; box-shadow: inset 0 -2px currentColor; background: #15803d18 }
    .mark.sure { box-shadow: inset 0 -2px var(--sure) } .mark.fair { box-shadow: inset 0 -2px var(--fair); background: #b4530920 }
    .mark.doubtful { box-shadow: inset 0 -2px var(--doubtful); background: #b91c1c20 } .mark { color: var(--ink) }
    .mark.on, .mark:target, .mark:focus { background: #facc15 }
    .flow .section, .flow .entry, .flow .column { position: relative }
    body:has(#show-sections:checked) .flow .section { border-left: 3px solid #94a3b8; padding: 2px 0 2px 12px; margin: 10px 0 }
    body:has(#show-sections:checked) .flow .section.work { border-color: #4338ca } body:has(#show-sections:checked) .flow .section.education { border-color: #7e22ce }
    body:has(#show-sections:checked) .flow .section.skills { border-color: #0e7490 } body:has(#show-sections:checked) .flow .section.contact { border-color: #1d4ed8 }
    body:has(#show-entries:checked) .flow .entry { outline: 1px solid #4338ca66; outline-offset: 2px; border-radius: 3px; margin: 8px 0 }
    body:has(#show-columns:checked) .flow .column { outline: 1px dashed #7c8794; outline-offset: 8px; margin: 22px 0 }
    body:has(#show-values:not(:checked)) .mark { box-shadow: none; background: none }
    .flow .section::before, .flow .entry::before { content: attr(data-label); position: absolute; right: 0; top: 0; font-size: 11px; font-weight: 600; color: #64748b; background: #fff; padding: 0 4px }
    .flow .entry::before { color: #4338ca; top: -9px; right: 60px }
    body:has(#show-sections:not(:checked)) .flow .section::before, body:has(#show-entries:not(:checked)) .flow .entry::before { content: none }
    @media print { header { position: static } .layers { display: none } .page { break-inside: avoid } }

    """

  /// Marks a value's row and its boxes together while the pointer or the focus is on one of them, and brings the other into
  /// sight on a click. Reads ids that are ours only.
  static let script: StaticString = """

    "use strict";
    const all = id => document.querySelectorAll('[data-v~="' + id + '"]');
    const mark = (from, on) => {
      for (const id of from.dataset.v.split(" ")) for (const element of all(id)) element.classList.toggle("on", on);
    };
    for (const element of document.querySelectorAll("[data-v]")) {
      for (const kind of ["pointerenter", "focus"]) element.addEventListener(kind, () => mark(element, true));
      for (const kind of ["pointerleave", "blur"]) element.addEventListener(kind, () => mark(element, false));
      element.addEventListener("click", event => {
        if (event.target.closest("a") !== null && element.tagName === "LI") return;
        event.preventDefault();
        const isRow = element.tagName === "LI";
        const other = [...all(element.dataset.v.split(" ")[0])].find(found => (found.tagName === "LI") !== isRow);
        if (other) other.scrollIntoView({ block: "center", behavior: "smooth" });
      });
    }

    """
}
