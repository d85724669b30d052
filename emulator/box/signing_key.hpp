// The key that signs what SNS sends, and its certificate. They are the same in every proofbox and
// known to everybody, so they guard nothing: whoever trusts them trusts any proofbox. They are
// fixed so that runs repeat byte for byte, and so that no start waits for a key to be made.
#pragma once

#include <string_view>

namespace proofbox {

// RSA of 2048 bits, in PEM.
inline constexpr std::string_view signing_key =
    "-----BEGIN PRIVATE KEY-----\n"
    "MIIEvAIBADANBgkqhkiG9w0BAQEFAASCBKYwggSiAgEAAoIBAQCUCspwB/FYh/+P\n"
    "Cd5WD+8bx6m1Fma7khqB6wefwo6+CCwuXr3duRhetzFJcebaNL1g3kYsqmSahuq0\n"
    "zXCCYjDP7JdxaZzQexRtScjRmPBSz5JpNXmRclAlyneCEvReZv5SRS3pr8HJsJIL\n"
    "cjqiF6kSbFDwHWW7swN+44RRyrUo8ASIxePNgOuNB8fUdgvFhSIiozFMp6Mm2Q1f\n"
    "2fmgQYLObVPMBKusPIPvHgBw+YCyiIUUbJ+f3MsEFp5cXDWQUDTjYd5nKoTrXc6L\n"
    "WfWjQMR10ylDG8RhxEkXTeStgbIJ3vh12zsqa5OChM5snzzehkS7tRYA60W0IX+C\n"
    "J8QFNgQ7AgMBAAECggEARjSt1x41KrZoEAXujiLFUofH5+xlMMuzTWxPs8hY2C7Z\n"
    "AO6GHQmD0JsQwRNGlrGPI8qVPeZailu0H6UTl4mIO3qoQS0EJGxR/hgRJ7DfO25b\n"
    "sRAehEbRUnKnZSSnBcPTFOHgyaNDg+n8AHid7LPKxsVeRtiyH6bf4AN2gzFd4zjj\n"
    "Dc9pd58epSjpIZqoZEdgWEIykEYVv0791NCAGfPRI4YfmCMBXvX3GFmQuZJYmWXM\n"
    "1ulU2cGbzxIdmQqFiT+1aIpvmDKDr5si8apDuxIokjr3qbzZzUAK6icfmaNaKpUT\n"
    "IHBokrLR9J1QD5m9ZJ8RQoRNsvgIISsCJ7dbw+jeGQKBgQDNTORuIhsC5kq93LrZ\n"
    "cvXo5piJFVMlAIrAbnvIZUg2DokVgWGb7t8OmsB4bDVi4X6ZHrIfiW+KpCiQjv/O\n"
    "SUWxxWhEHxPcY5na24Td2LLZFUNeRpCBtvY3rfQ7ezJVliuZtspEXCCoc3yDqkRx\n"
    "l6zTqqy+x/TQct/QJHP9DmliaQKBgQC4mgd6pPTBeFKj1WjeTmS7d7rzHnYlBc8l\n"
    "T/mGdVh3+nVLfTYBG2hWv0/+SJJuCcm5pI1TqTN+Vewx8dERE2CAG8oVJ7Iiun1v\n"
    "XsmUG83xqsFwFgdqXlFopsbjj7Npqh/P07uChRqsVLGxBpEAXGGN0R8jh4MtVzT2\n"
    "6yFi5kVVAwKBgB7ST20VY7bAujHc5JRmxPJtRDM4Z14jwbD4JU9FnVy4O+5lmTDe\n"
    "4NABfanWnQE2V1pHmHhRmtRWptxlC5R9vZ/dwjSP8dxhe6S21jC0Ks2aep25vFIt\n"
    "FLPxQrx3V2wv+mW+Yol2x1Ri2iuuMU5YdhLlCcAupttwk5ddEajJNBsZAoGAaWzu\n"
    "IIjcjzFcYNycS3mR5c53IimfZ31t0+1coAGcSMjs+/PCR9eTOxd/Y8Wmetl0L2Ve\n"
    "oQzcr6X6gnuL3qimUAOO4Y4OGe9Pe68yiDdo4j+WwaCTE5hR/eZhZ8zFte7GxDYz\n"
    "vFKv7QNhh6wsW3xm6ksn8W6O5/IJ+YpHQugnaGkCgYBIdC5sC+uQdoJNp7HgzEyT\n"
    "PT3JIZHiCnSPCm3oMR39IKxv4UefnSUj2ANXFR0swzow4MS8kTTim6ubH6dNiPby\n"
    "SGRvuCj5o71PUHAGGvZPT8N7MM9znEXTYx7y+k4RuuWUJ9zwgvep4NJnKZcKYxFT\n"
    "y8PNi9YU+sx6n0mqsArcqw==\n"
    "-----END PRIVATE KEY-----\n";

// Signed by itself, for sns.amazonaws.com, from 1970 to 9999: a box's clock may stand anywhere.
inline constexpr std::string_view signing_certificate =
    "-----BEGIN CERTIFICATE-----\n"
    "MIIDGjCCAgKgAwIBAgIBATANBgkqhkiG9w0BAQsFADAvMRowGAYDVQQDDBFzbnMu\n"
    "YW1hem9uYXdzLmNvbTERMA8GA1UECgwIcHJvb2Zib3gwIBcNNzAwMTAxMDAwMDAw\n"
    "WhgPOTk5OTEyMzEyMzU5NTlaMC8xGjAYBgNVBAMMEXNucy5hbWF6b25hd3MuY29t\n"
    "MREwDwYDVQQKDAhwcm9vZmJveDCCASIwDQYJKoZIhvcNAQEBBQADggEPADCCAQoC\n"
    "ggEBAJQKynAH8ViH/48J3lYP7xvHqbUWZruSGoHrB5/Cjr4ILC5evd25GF63MUlx\n"
    "5to0vWDeRiyqZJqG6rTNcIJiMM/sl3FpnNB7FG1JyNGY8FLPkmk1eZFyUCXKd4IS\n"
    "9F5m/lJFLemvwcmwkgtyOqIXqRJsUPAdZbuzA37jhFHKtSjwBIjF482A640Hx9R2\n"
    "C8WFIiKjMUynoybZDV/Z+aBBgs5tU8wEq6w8g+8eAHD5gLKIhRRsn5/cywQWnlxc\n"
    "NZBQNONh3mcqhOtdzotZ9aNAxHXTKUMbxGHESRdN5K2Bsgne+HXbOyprk4KEzmyf\n"
    "PN6GRLu1FgDrRbQhf4InxAU2BDsCAwEAAaM/MD0wDAYDVR0TAQH/BAIwADAdBgNV\n"
    "HQ4EFgQUtfNOuieIfT9zReHxJoFVbsguhoYwDgYDVR0PAQH/BAQDAgeAMA0GCSqG\n"
    "SIb3DQEBCwUAA4IBAQAqUwhFuQNP/8UPbofnNQbvW1nAD2q0sShmyEnckzNbtYCK\n"
    "Rp51vTgsPkXQwC32dioJrt+T/vJwcg/abpqhe0qcRhPk1EiAc0huxqO5Qr8ZHI80\n"
    "an3vpEvUEmrzSk2LxkvFonKS24Z5ynRLyfMQKsVVVL8mxMYSbSbVdEgdD1o67fkr\n"
    "EwWW+tqJ/6GXDRc41cZd5gVR24/q5nCdzN8KqxyRNe7Zx+TTuiuLbcW86SZGMl+F\n"
    "0nHvDVRAjzl5cCDkJxo7wGWTJvNbCsfIj5MA+YGKqHhGTiu9f79bN0vVP3PoMqCc\n"
    "atX/VzuoVJp7Bj5uz60VbZYbzV5h7V+uRaya95wF\n"
    "-----END CERTIFICATE-----\n";

}  // namespace proofbox
