//! Packages of Debian and its descendants: unpacked into the cache without being installed, or,
//! for the browser, installed after saying so.
//!
//! The addresses are those of the system's own sources; no source of the system is changed.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, anyhow, bail};

use crate::process;
use crate::project::{self, Project};
use crate::say;

/// Suites in which a version that the system itself does not offer is looked for.
const DEBIAN_SUITES: [&str; 3] = ["trixie-backports", "testing", "unstable"];
const DEBIAN_KEYRING: &str = "/usr/share/keyrings/debian-archive-keyring.gpg";

/// Whether this machine has apt at all.
pub(crate) fn available() -> bool {
    process::find("apt-get").is_some() && process::find("dpkg-deb").is_some()
}

/// Finds a package among `names` whose version begins with `version`, first in the system's own
/// suites, then in Debian's, and unpacks it into `into`. Says which version it took.
pub(crate) fn unpack(
    project: &Project,
    names: &[&str],
    version: &str,
    into: &Path,
) -> Result<String> {
    if !available() {
        bail!("apt-get and dpkg-deb are not here");
    }
    let mut reasons = Vec::new();
    let scratch = into.join("apt");
    for source in sources(&scratch) {
        let source = match source {
            Ok(source) => source,
            Err(error) => {
                reasons.push(format!("{error:#}"));
                continue;
            }
        };
        match source.fetch(project, names, version) {
            Ok(Some((file, found))) => {
                process::capture(
                    Command::new("dpkg-deb").arg("-x").arg(&file).arg(into),
                )?;
                project::remove(&scratch)?;
                return Ok(found);
            }
            Ok(None) => reasons.push(format!("{} has none", source.name)),
            Err(error) => reasons.push(format!("{}: {error:#}", source.name)),
        }
    }
    let wanted = names.join(" or ");
    bail!("no package {wanted} of version {version}*: {}", reasons.join("; "))
}

/// Installs packages on the system, as root or through sudo.
pub(crate) fn install(packages: &[&str]) -> Result<()> {
    if !available() {
        bail!("apt-get is not here: install {} by hand", packages.join(" and "));
    }
    let root = process::capture(Command::new("id").arg("-u"))?.trim() == "0";
    if !root && process::find("sudo").is_none() {
        bail!("not root and no sudo: install {} by hand", packages.join(" and "));
    }
    let apt = |args: &[&str]| {
        let mut words = vec!["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"];
        words.extend_from_slice(args);
        if !root {
            words.splice(0..0, ["sudo", "-n"]);
        }
        let (program, args) = words.split_first().ok_or_else(|| anyhow!("no command"))?;
        process::capture(Command::new(program).args(args))
    };
    let mut install = vec!["install", "-y", "--no-install-recommends"];
    install.extend_from_slice(packages);
    let attempt = || apt(&["update"]).and_then(|_| apt(&install));
    let done = attempt().or_else(|error| {
        say::note(&format!("  once more, after: {error:#}"));
        attempt()
    });
    done.map(drop).with_context(|| format!("install {} by hand", packages.join(" and ")))
}

struct Source {
    name: String,
    options: Vec<String>,
    updated: bool,
}

fn sources(scratch: &Path) -> Vec<Result<Source>> {
    let mut all = vec![Ok(Source {
        name: "the system".into(),
        options: Vec::new(),
        updated: true,
    })];
    all.push(private(&scratch.join("system"), None));
    all.extend(
        DEBIAN_SUITES.iter().map(|suite| private(&scratch.join(suite), Some(suite))),
    );
    all
}

/// Package lists in a folder of our own: of the system's sources, or of one suite of Debian.
fn private(folder: &Path, suite: Option<&str>) -> Result<Source> {
    for part in ["lists/partial", "cache/archives/partial", "sources"] {
        project::create(&folder.join(part))?;
    }
    project::write(&folder.join("status"), b"")?;
    let path = |part: &str| folder.join(part).display().to_string();
    let mut pairs = vec![
        ("Dir::State::lists", path("lists")),
        ("Dir::State::status", path("status")),
        ("Dir::Cache", path("cache")),
        ("APT::Sandbox::User", "root".into()),
        ("Acquire::Languages", "none".into()),
    ];
    let name = match suite {
        None => "the system after an update".to_owned(),
        Some(suite) => {
            if !Path::new(DEBIAN_KEYRING).is_file() {
                bail!("Debian's {suite}: its keyring ({DEBIAN_KEYRING}) is not here");
            }
            let arch =
                process::capture(Command::new("dpkg").arg("--print-architecture"))?;
            let entry = format!(
                "Types: deb\nURIs: {}\nSuites: {suite}\nComponents: main\n\
                 Architectures: {}\nSigned-By: {DEBIAN_KEYRING}\n",
                debian_address()?,
                arch.trim()
            );
            project::write(&folder.join("sources/debian.sources"), entry.as_bytes())?;
            pairs.push(("Dir::Etc::sourcelist", "/dev/null".into()));
            pairs.push(("Dir::Etc::sourceparts", path("sources")));
            pairs.push(("Dir::Etc::preferences", "/dev/null".into()));
            pairs.push(("Dir::Etc::preferencesparts", path("preferences")));
            format!("Debian's {suite}")
        }
    };
    let options = pairs
        .into_iter()
        .flat_map(|(key, value)| ["-o".into(), format!("{key}={value}")]);
    Ok(Source { name, options: options.collect(), updated: false })
}

impl Source {
    fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command.args(&self.options);
        command
    }

    fn fetch(
        &self,
        project: &Project,
        names: &[&str],
        version: &str,
    ) -> Result<Option<(PathBuf, String)>> {
        if !self.updated {
            process::capture(self.command("apt-get").arg("update"))?;
        }
        let listing =
            process::capture(self.command("apt-cache").arg("madison").args(names))?;
        let Some((name, found)) = choose(&listing, names, version) else {
            return Ok(None);
        };
        let folder = project.downloads()?;
        let wanted = format!("{name}={found}");
        let mut download = self.command("apt-get");
        process::capture(download.current_dir(&folder).args(["download", &wanted]))?;
        let file_start = format!("{name}_{}_", found.replace(':', "%3a"));
        let entries = std::fs::read_dir(&folder)?.filter_map(|entry| entry.ok());
        let file = entries.map(|entry| entry.path()).find(|path| {
            path.file_name()
                .is_some_and(|name| name.to_string_lossy().starts_with(&file_start))
        });
        let file = file.ok_or_else(|| anyhow!("{wanted} was not downloaded"))?;
        Ok(Some((file, format!("{name} {found}"))))
    }
}

/// The first line of `apt-cache madison` (`name | version | source`) that fits.
fn choose(listing: &str, names: &[&str], version: &str) -> Option<(String, String)> {
    listing.lines().find_map(|line| {
        let mut columns = line.split('|').map(str::trim);
        let (name, found) = (columns.next()?, columns.next()?);
        let kind = columns.next()?;
        let fits = found.starts_with(version) && !kind.ends_with("Sources");
        (names.contains(&name) && fits).then(|| (name.to_owned(), found.to_owned()))
    })
}

/// The address from which this system takes Debian's packages.
fn debian_address() -> Result<String> {
    let mut targets = Command::new("apt-get");
    targets.args(["indextargets", "--format", "$(LABEL) $(REPO_URI)"]);
    let listing = process::capture(&mut targets).unwrap_or_default();
    let told = listing.lines().find_map(|line| line.strip_prefix("Debian "));
    if let Some(address) = told {
        return Ok(address.to_owned());
    }
    // Before the first `apt-get update` nothing is told: read the sources themselves.
    let mut files = vec![PathBuf::from("/etc/apt/sources.list")];
    if let Ok(entries) = std::fs::read_dir("/etc/apt/sources.list.d") {
        files.extend(entries.filter_map(|entry| entry.ok()).map(|entry| entry.path()));
    }
    files.sort();
    let known = |file: &&PathBuf| {
        file.extension().is_some_and(|end| end == "list" || end == "sources")
    };
    for file in files.iter().filter(known) {
        let text = std::fs::read_to_string(file).unwrap_or_default();
        if let Some(address) = address_in(&text) {
            return Ok(address);
        }
    }
    Err(anyhow!("the system's apt sources name no Debian archive"))
}

fn address_in(text: &str) -> Option<String> {
    let lines = text.lines().filter(|line| {
        line.starts_with("deb ") || line.starts_with("deb\t") || line.starts_with("URIs:")
    });
    let mut words = lines.flat_map(str::split_whitespace);
    let found = words.find(|word| word.trim_end_matches('/').ends_with("/debian"))?;
    Some(found.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_decides() {
        let listing = " rust-src | 1.96.1+dfsg1-2 | a b/main amd64 Packages\n \
                        rust-src | 1.95.0+dfsg1-2 | a b/main amd64 Packages\n";
        let found = choose(listing, &["rust-src"], "1.95.0");
        assert_eq!(found, Some(("rust-src".to_owned(), "1.95.0+dfsg1-2".to_owned())));
        assert_eq!(choose(listing, &["rust-src"], "1.94.0"), None);
    }

    #[test]
    fn addresses_are_read_from_both_kinds_of_source() {
        let old =
            "# deb http://commented/debian x\ndeb http://mirror/debian bookworm main\n";
        assert_eq!(address_in(old).as_deref(), Some("http://mirror/debian"));
        let new = "Types: deb\nURIs: http://mirror/debian/\nSuites: bookworm\n";
        assert_eq!(address_in(new).as_deref(), Some("http://mirror/debian/"));
        assert_eq!(address_in("URIs: http://mirror/debian-security\n"), None);
    }
}
