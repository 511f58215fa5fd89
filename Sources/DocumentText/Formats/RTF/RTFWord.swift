/// The control words that the reader knows.
///
/// Source: Microsoft, "Rich Text Format (RTF) Specification", version 1.9.1.
enum RTFWord: String, CaseIterable {
  // Character sets and codes
  case ansi, mac, pc, pca, ansicpg, u, uc, bin, upr, ud
  // Tables of the head
  case fonttbl, f, fcharset, cpg, falt, panose, colortbl, red, green, blue, stylesheet, s, cs, ds, ts, outlinelevel
  case deff, listtable, listoverridetable, generator
  case info, title, author, company, doccomm, creatim, revtim, yr, mo, dy, hr, min, sec
  // Characters
  case plain, b, i, caps, v, deleted, fs, cf, cb, highlight, chcbpat
  // Characters by name
  case tab, line, emdash, endash, emspace, enspace, qmspace, bullet, lquote, rquote, ldblquote, rdblquote
  case zwj, zwnj, ltrmark, rtlmark, chpgn
  // Paragraphs
  case par, pard, li, lin, fi, sb, sa, contextualspace, cbpat, page, column, sect, sectd, softline
  case listtext, pntext, ls, ilvl
  // Tables
  case trowd, cellx, clmgf, clmrg, clvmgf, clvmrg, clcbpat, intbl, itap, cell, row, nestcell, nestrow, nesttableprops
  case nonesttables
  // Stories
  case header, headerl, headerr, headerf, footer, footerl, footerr, footerf, footnote, titlepg, facingp
  // Fields
  case field, fldinst, fldrslt
  // Drawings
  case shp, shpinst, shptxt, shprslt, shptop, sp, sn, sv, `do`, dptxbxtext, shpgrp
  case object, result, pict, shppict, nonshppict
  // Passed over, with all that they hold
  case xe, tc, txe, rxe, annotation, atnid, atnauthor, bkmkstart, bkmkend, ftnsep, ftnsepc, ftncn, aftnsep, aftnsepc
  case aftncn, filetbl, revtbl, rsidtbl, themedata, colorschememapping, datastore, latentstyles, pnseclvl, template
  case fontemb, fontfile, objdata, objclass, background, mmathPr, xmlnstbl, pn

  static let byName: [String: RTFWord] = Dictionary(uniqueKeysWithValues: allCases.map { ($0.rawValue, $0) })

  /// Groups of nothing that is seen.
  var isPassedOver: Bool {
    switch self {
    case .xe, .tc, .txe, .rxe, .annotation, .atnid, .atnauthor, .bkmkstart, .bkmkend, .ftnsep, .ftnsepc, .ftncn,
      .aftnsep, .aftnsepc, .aftncn, .filetbl, .revtbl, .rsidtbl, .themedata, .colorschememapping, .datastore,
      .latentstyles, .pnseclvl, .template, .fontemb, .fontfile, .objdata, .objclass, .background, .mmathPr, .xmlnstbl,
      .pn, .pict, .listtable, .listoverridetable, .nonshppict, .shprslt, .falt, .panose, .company, .doccomm,
      .nonesttables:
      true
    default: false
    }
  }
}
