//! A small file server for one folder, on the loopback interface only: right types, compressed
//! copies, the page's security policy, no way out of the folder.
//!
//! Must not know how the files were made.

use std::fs::File;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};

use anyhow::{Result, anyhow};
use tiny_http::{Header, Method, Request, Response, Server, StatusCode};

use crate::compress;

/// The security policy of the page (design 7).
const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; \
    style-src 'self'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; \
    base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'";

/// Requests are answered by this many threads.
const THREADS: usize = 8;

/// Serves `folder` until the process ends; `ready` is told the address.
pub(crate) fn serve(
    folder: &Path,
    port: u16,
    ready: impl FnOnce(SocketAddr),
) -> Result<()> {
    let folder = folder
        .canonicalize()
        .map_err(|error| anyhow!("{}: cannot be served: {error}", folder.display()))?;
    let server = Server::http((Ipv4Addr::LOCALHOST, port))
        .map_err(|error| anyhow!("port {port} cannot be opened: {error}"))?;
    let address = server.server_addr().to_ip();
    ready(address.ok_or_else(|| anyhow!("the server has no address"))?);
    std::thread::scope(|scope| {
        for _ in 0..THREADS {
            scope.spawn(|| {
                while let Ok(request) = server.recv() {
                    answer(&folder, request);
                }
            });
        }
    });
    Ok(())
}

enum Found {
    File(PathBuf),
    Folder,
    Nothing,
}

fn answer(folder: &Path, request: Request) {
    // A reader that went away needs no answer.
    let _ = match (request.method(), find(folder, request.url())) {
        (Method::Get | Method::Head, Found::File(file)) => send(request, &file),
        (Method::Get | Method::Head, Found::Folder) => {
            let path = request.url().split(['?', '#']).next().unwrap_or_default();
            let response = plain(301, "the folder's address ends in a slash");
            let place = format!("/{}/", path.trim_matches('/'));
            let response = response.with_header_of("Location", &place);
            request.respond(response)
        }
        (Method::Get | Method::Head, Found::Nothing) => {
            request.respond(plain(404, "there is no such file"))
        }
        _ => request.respond(
            plain(405, "only GET and HEAD").with_header_of("Allow", "GET, HEAD"),
        ),
    };
}

fn send(request: Request, file: &Path) -> std::io::Result<()> {
    let accepted = request.headers().iter().find(|h| h.field.equiv("Accept-Encoding"));
    let accepted =
        accepted.map(|header| header.value.as_str().to_owned()).unwrap_or_default();
    let packed =
        [("br", "br"), ("gzip", "gz")].into_iter().find_map(|(encoding, ending)| {
            let copy = compress::beside(file, ending);
            (accepts(&accepted, encoding) && copy.is_file()).then_some((encoding, copy))
        });
    let (encoding, source) =
        packed.map_or((None, file.to_owned()), |(e, c)| (Some(e), c));
    let mut response = match File::open(&source) {
        Ok(opened) => {
            Response::from_file(opened).with_header_of("Content-Type", kind(file))
        }
        Err(_) => return request.respond(plain(404, "the file cannot be read")),
    };
    if let Some(encoding) = encoding {
        response = response.with_header_of("Content-Encoding", encoding);
    }
    // Two policies add up. A page that brings hashes of its own scripts would lose them.
    if !brings_hashes(file) {
        response = response.with_header_of("Content-Security-Policy", POLICY);
    }
    let response = response
        .with_header_of("X-Content-Type-Options", "nosniff")
        .with_header_of("Cache-Control", "no-cache")
        .with_header_of("Vary", "Accept-Encoding");
    request.respond(response.with_chunked_threshold(usize::MAX))
}

fn brings_hashes(file: &Path) -> bool {
    let html = file.extension().is_some_and(|end| end == "html");
    html && std::fs::read_to_string(file).is_ok_and(|text| {
        let head = text.split("</head>").next().unwrap_or_default();
        head.contains("Content-Security-Policy") && head.contains("'sha256-")
    })
}

fn plain(status: u16, words: &str) -> Response<std::io::Cursor<Vec<u8>>> {
    Response::from_string(format!("{words}\n")).with_status_code(StatusCode(status))
}

/// The file that a URL's path means, if it lies in the folder.
fn find(folder: &Path, url: &str) -> Found {
    let path = url.split(['?', '#']).next().unwrap_or_default();
    let Some(path) = decoded(path) else { return Found::Nothing };
    let mut place = folder.to_owned();
    for part in path.split('/').filter(|part| !part.is_empty()) {
        if part.starts_with('.') || part.contains(['\\', '\0', ':']) {
            return Found::Nothing;
        }
        place.push(part);
    }
    if place.is_dir() {
        if !path.ends_with('/') {
            return Found::Folder;
        }
        place.push("index.html");
    }
    match place.canonicalize() {
        Ok(place) if place.starts_with(folder) && place.is_file() => Found::File(place),
        _ => Found::Nothing,
    }
}

fn decoded(path: &str) -> Option<String> {
    let mut bytes = Vec::new();
    let mut rest = path.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let digits = [rest.next()?, rest.next()?];
            let digits = std::str::from_utf8(&digits).ok()?;
            bytes.push(u8::from_str_radix(digits, 16).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

/// Whether an Accept-Encoding header takes this encoding.
fn accepts(header: &str, encoding: &str) -> bool {
    header.split(',').any(|item| {
        let mut words = item.split(';').map(str::trim);
        let refused = words.clone().skip(1).any(|word| {
            word.strip_prefix("q=")
                .is_some_and(|q| q.parse::<f64>().is_ok_and(|q| q <= 0.0))
        });
        words.next() == Some(encoding) && !refused
    })
}

/// The media type of a file.
fn kind(file: &Path) -> &'static str {
    match file.extension().and_then(|end| end.to_str()).unwrap_or_default() {
        "css" => "text/css; charset=utf-8",
        "csv" => "text/csv; charset=utf-8",
        "gz" => "application/gzip",
        "html" => "text/html; charset=utf-8",
        "ico" => "image/x-icon",
        "js" => "text/javascript; charset=utf-8",
        "json" => "application/json",
        "md" => "text/markdown; charset=utf-8",
        "pdf" => "application/pdf",
        "png" => "image/png",
        "svg" => "image/svg+xml",
        "txt" | "ts" => "text/plain; charset=utf-8",
        "wasm" => "application/wasm",
        "woff2" => "font/woff2",
        "xml" => "application/xml",
        "zip" => "application/zip",
        _ => "application/octet-stream",
    }
}

/// Adds a header whose parts are known to be ASCII.
trait Headers {
    fn with_header_of(self, name: &str, value: &str) -> Self;
}

impl<R: std::io::Read> Headers for Response<R> {
    fn with_header_of(self, name: &str, value: &str) -> Self {
        match Header::from_bytes(name, value) {
            Ok(header) => self.with_header(header),
            Err(()) => self,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_outside_the_folder_is_found() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        let folder = folder.canonicalize().expect("the sources are there");
        for path in
            ["/../Cargo.toml", "/%2e%2e/Cargo.toml", "/..%2fCargo.toml", "/a\0b", "/%zz"]
        {
            assert!(matches!(find(&folder, path), Found::Nothing), "{path}");
        }
        assert!(matches!(find(&folder, "/main.rs?x=1"), Found::File(_)));
        let above = folder.parent().expect("a parent");
        assert!(matches!(find(above, "/src"), Found::Folder));
    }

    #[test]
    fn encodings_are_taken_as_asked() {
        assert!(accepts("gzip, deflate, br", "br"));
        assert!(accepts("gzip;q=0.5", "gzip"));
        assert!(!accepts("br;q=0, gzip", "br"));
        assert!(!accepts("", "br"));
    }
}
