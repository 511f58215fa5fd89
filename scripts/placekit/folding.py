"""FieldExtraction's Folding and PhraseHash, for tables that are made outside of it; PlaceTests compares both."""
import unicodedata

LATIN = (" !cLoY|S\"ca<--r-o+23'up.,1o>123?" "aaaaaaaceeeeiiiidnooooo*ouuuuyts" "aaaaaaaceeeeiiiidnooooo/ouuuuyty"
         "aaaaaaccccccccdddd" "eeeeeeeeee" "gggggggghhhh" "iiiiiiiiiiiijjkkk" "llllllllllnnnnnnnnn" "oooooooo"
         "rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs")
SPACES = {*range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000}
VIETNAMESE = [(0x1EA0, 0x1EB7, "a"), (0x1EB8, 0x1EC7, "e"), (0x1EC8, 0x1ECB, "i"), (0x1ECC, 0x1EE3, "o"), (0x1EE4, 0x1EF1, "u"), (0x1EF2, 0x1EF9, "y")]

OTHERS = {0x1A0: "o", 0x1A1: "o", 0x1AF: "u", 0x1B0: "u", 0x401: "е", 0x451: "е", 0x3001: ",", 0x30FB: "·"}
OTHERS |= {ord(accented): plain for accented, plain in zip("ΆάΈέΉήΊΐΪίϊΌόΎΫΰϋύΏώς", "ααεεηηιιιιιοουυυυυωωσ")}


def fold(character):
    value = ord(character)
    if value < 0xA0:
        return character.lower() if value < 0x80 else character
    if value == 0xB7:
        return character
    if value < 0x180:
        return LATIN[value - 0xA0]
    if value in (0x218, 0x219):
        return "s"
    if value in (0x21A, 0x21B):
        return "t"
    if 0x201C <= value <= 0x201F:
        return '"'
    if value in (0x2018, 0x2019, 0x02BC, 0x2032):
        return "'"
    if 0x2010 <= value <= 0x2015 or value == 0x2212:
        return "-"
    if value in SPACES:
        return " "
    if value in OTHERS:
        return OTHERS[value]
    for low, high, letter in VIETNAMESE:
        if low <= value <= high:
            return letter
    return character.lower()[:1] or character


def is_letter(character):
    if ord(character) < 0x80:
        return "a" <= character <= "z"
    if ord(character) <= 0xBF:
        return False
    category = unicodedata.category(character)
    return category[0] == "L" or category in ("Nl", "Mc") or category == "Mn" and 0x590 <= ord(character) < 0x2000


def words(name):
    result, current = [], ""
    for character in map(fold, unicodedata.normalize("NFC", name)):
        if is_letter(character) or "0" <= character <= "9":
            current += character
            continue
        if current:
            result.append(current)
        current = ""
        if character == "&":
            result.append("&")
    return result + [current] if current else result


def hash_of(words):
    value = 0xCBF29CE484222325
    for character in " ".join(words):
        value = (value ^ ord(character)) * 0x100000001B3 & 0xFFFFFFFFFFFFFFFF
    return value


def key(name):
    return " ".join(words(name))


def script(letter):
    return unicodedata.name(letter, "?").split()[0]
