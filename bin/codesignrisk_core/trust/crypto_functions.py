"""Functions of crypt32 that a registration gives to a library, which every process then loads that asks for them:
revocation, stores, policies of chains, what is shown and encoded.

Sources: wincrypt.h (CRYPT_OID_VERIFY_REVOCATION_FUNC and its kin); learn.microsoft.com,
"CryptRegisterDefaultOIDFunction" (key DEFAULT, value Dll, several libraries), "Extending CryptoAPI functionality".
"""

from __future__ import annotations

LIBRARIES = frozenset(
    """certdllopenstoreprov certdllverifyrevocation certdllverifyctlusage certdllverifycertificatechainpolicy
    cryptdllformatobject cryptdllencodeobject cryptdllencodeobjectex cryptdlldecodeobject cryptdlldecodeobjectex
    cryptdllfindoidinfo cryptdllexportpublickeyinfoex cryptdllimportpublickeyinfoex cryptdllimportpublickeyinfoex2
    cryptdllimportprivatekeyinfoex cryptdllexportprivatekeyinfoex cryptdllconvertpublickeyinfo
    certdllregistersystemstore certdllenumsystemstore certdllregisterphysicalstore certdllenumphysicalstore
    schemedllretrieveencodedobject contextdllcreateobjectcontext urldllgetobjecturl timevaliddllgetobject""".split()
)
"""The keys of those functions, in lower case."""
WORDS = tuple(sorted(LIBRARIES))
"""One of these stands in every such registration."""
