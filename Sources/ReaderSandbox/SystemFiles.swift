/// What libraries open in the middle of a document, for reading: data that packages bring and everybody may read.
///
/// Measured with strace; a link is followed to where it leads, and that has to be below one of these.
enum SystemFiles {
  static let all = characterMaps + fonts + converters

  /// poppler's tables of East Asian and other character sets.
  private static let characterMaps = ["/usr/share/poppler"]

  /// For a page that is drawn, by fontconfig's list of them.
  private static let fonts = [
    "/etc/fonts", "/usr/share/fontconfig", "/var/cache/fontconfig", "/usr/share/fonts", "/usr/local/share/fonts",
    "/usr/share/ghostscript/fonts", "/usr/share/fonts-droid-fallback", "/usr/share/texmf/fonts",
    "/usr/share/texlive/texmf-dist/fonts",
  ]

  /// The C library's converters of character sets, which are code that it loads, and its locales.
  private static let converters = [
    "/usr/lib/x86_64-linux-gnu/gconv", "/usr/lib/aarch64-linux-gnu/gconv", "/usr/lib64/gconv", "/usr/lib/gconv",
    "/usr/lib/locale",
  ]
}
