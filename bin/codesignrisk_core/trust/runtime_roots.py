"""Where runtimes that keep roots of their own are told to trust more: variables, and files that they bring.

Sources: nodejs.org/api/cli (NODE_EXTRA_CA_CERTS); docs.openssl.org SSL_CTX_load_verify_locations (SSL_CERT_FILE);
requests.readthedocs.io "SSL Cert Verification"; curl(1) CURL_CA_BUNDLE; docs.aws.amazon.com AWS_CA_BUNDLE; git-
config(1) http.sslCAInfo; docs.oracle.com JSSE (javax.net.ssl.trustStore), "Exception Site List"; certifi (README).
"""

from __future__ import annotations

import re

_RUNTIMES = {
    "node_extra_ca_certs": "Node.js",
    "ssl_cert_file": "OpenSSL",
    "ssl_cert_dir": "OpenSSL",
    "requests_ca_bundle": "Python",
    "curl_ca_bundle": "curl",
    "aws_ca_bundle": "AWS",
    "pip_cert": "pip",
    "git_ssl_cainfo": "git",
    "deno_cert": "Deno",
    "cargo_http_cainfo": "Cargo",
}
_JAVA = frozenset({"java_tool_options", "_java_options", "jdk_java_options"})
_TRUST_STORE = re.compile(r"-djavax\.net\.ssl\.truststore=(\"[^\"]{1,260}\"|\S{1,260})", re.IGNORECASE)

ENVIRONMENT = "\\environment"
"""The end of the keys of the registry that hold variables, in lower case."""
NAMES = (*sorted(_RUNTIMES), *sorted(_JAVA))
"""Names of the variables in lower case."""
WORDS = tuple(name.strip("_").replace("_", " ") for name in NAMES)
"""One of these stands in every event that sets one."""

BUNDLES = ("\\certifi\\cacert.pem", "/certifi/cacert.pem")
"""How the path of the roots ends that Python's certifi brings."""
EXCEPTIONS = "exception.sites"
"""The file of the sites whose programs Java starts without the rules for signatures."""


def of_variable(name: str, value: str) -> tuple[str, str]:
    """The runtime that a variable has trust more, and the file that it names; two empty texts for any other one."""
    lower = name.strip().lower()
    if lower in _JAVA:
        found = _TRUST_STORE.search(value)
        return ("Java", found.group(1).strip('"')) if found else ("", "")
    runtime = _RUNTIMES.get(lower, "")
    path = value.strip("\"' ")
    return (runtime, path) if runtime and path else ("", "")
