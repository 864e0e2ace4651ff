const passed = new Set(
  (
    "PATH HOME USER LOGNAME LANG LC_ALL TMPDIR TMP TEMP XDG_CACHE_HOME XDG_CONFIG_HOME CC CXX " +
    "SYSTEMROOT COMSPEC PATHEXT USERPROFILE APPDATA LOCALAPPDATA PROGRAMDATA " +
    "HTTP_PROXY HTTPS_PROXY NO_PROXY ALL_PROXY SSL_CERT_FILE SSL_CERT_DIR " +
    "GOPROXY GOPRIVATE GONOPROXY GONOSUMDB GOSUMDB GOINSECURE GOFLAGS GOENV GOROOT GOPATH GOCACHE GOMODCACHE GOTMPDIR " +
    "GOTOOLCHAIN GOMAXPROCS GOMEMLIMIT CGO_ENABLED"
  ).split(" "),
);

/** The variables that a compiler or an archiver needs, without the user's tokens, keys and passwords. */
export function cleanEnvironment(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => passed.has(name.toUpperCase())));
}
