"""Verifies files against a catalog, with PyPI's signify.

usage: signify_verify.py CERTIFICATE CATALOG FILE...

Prints one line for each file: "good NAME", or "bad NAME" with the reason. An empty CATALOG means
the signature inside the file.
"""

import re
import sys

# The oscrypto package, which signify uses, takes no OpenSSL version of two digits, as 3.0.19.
search = re.search


def lenient(pattern, text, *flags):
    if isinstance(pattern, str):
        pattern = pattern.replace(r"\d\.\d\.\d[a-z]*", r"\d+\.\d+\.\d+[a-z]*")
    return search(pattern, text, *flags)


re.search = lenient
from signify.authenticode import AuthenticodeFile  # noqa: E402
from signify.x509 import Certificate, CertificateStore  # noqa: E402

re.search = search

certificate, catalog, *files = sys.argv[1:]
with open(certificate, "rb") as file:
    trusted = CertificateStore([Certificate.from_der(file.read())], trusted=True)
for name in files:
    with open(name, "rb") as file:
        try:
            signed = AuthenticodeFile.from_stream(file, allow_flat=True)
            if catalog:
                with open(catalog, "rb") as list_:
                    signed.add_catalog(list_, check=True)
            kinds = "catalog" if catalog else "embedded"
            signed.verify(signature_types=kinds, trusted_certificate_store=trusted)
            print("good", name)
        except Exception as error:
            print("bad", name, repr(error)[:200])
