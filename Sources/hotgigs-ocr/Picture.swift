import CTesseract
import DocumentText

/// A picture of leptonica's, which never changes, freed with its last owner.
final class Picture {
  let pix: UnsafeMutablePointer<Pix>

  /// Takes over a picture; nil for none.
  init?(_ pix: UnsafeMutablePointer<Pix>?) {
    guard let pix else { return nil }
    self.pix = pix
  }

  deinit {
    var pix: UnsafeMutablePointer<Pix>? = pix
    pixDestroy(&pix)
  }

  /// From shades of grey, a byte a pixel.
  init?(grey: PageDrawing) {
    let (columns, rows) = (grey.width, grey.height)
    guard let pix = pixCreate(CInt(columns), CInt(rows), 8), let data = pixGetData(pix) else { return nil }
    self.pix = pix
    let stride = Int(pixGetWpl(pix))
    grey.pixels.withUnsafeBufferPointer { pixels in
      for row in 0..<rows {
        // Four pixels a word, the first in its highest byte.
        let to = data + row * stride
        for column in 0..<columns {
          let shift = UInt32(24 - 8 * (column & 3))
          let word = to + (column >> 2)
          word.pointee |= UInt32(pixels[row * columns + column]) << shift
        }
      }
    }
  }

  var width: Int { Int(pixGetWidth(pix)) }
  var height: Int { Int(pixGetHeight(pix)) }
  var depth: Int { Int(pixGetDepth(pix)) }

  /// What leptonica prints about a picture is of no use to a person.
  static func silenceMessages() {
    _ = setMsgSeverity(CInt(L_SEVERITY_NONE))
  }
}
