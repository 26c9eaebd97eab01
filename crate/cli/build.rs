//! Embeds the page's assets: the files of the folder that `SOLIDARITY_ASSETS` names, which
//! `cargo xtask build` makes. Without it the binary has none and says so when they are needed.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-env-changed=SOLIDARITY_ASSETS");
    let mut code = String::from("&[\n");
    if let Some(folder) = env::var_os("SOLIDARITY_ASSETS") {
        let folder = PathBuf::from(folder);
        println!("cargo::rerun-if-changed={}", folder.display());
        let mut files = Vec::new();
        collect(&folder, "", &mut files)?;
        files.sort();
        for name in files {
            let path = folder.join(&name);
            let path = path.to_string_lossy();
            let _ = writeln!(code, "({name:?}, include_bytes!({path:?}) as &[u8]),");
        }
    }
    code.push(']');
    let out = env::var_os("OUT_DIR").ok_or_else(|| io::Error::other("no OUT_DIR"))?;
    fs::write(Path::new(&out).join("assets.rs"), code)
}

fn collect(folder: &Path, prefix: &str, files: &mut Vec<String>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.file_type()?.is_dir() {
            collect(&entry.path(), &format!("{name}/"), files)?;
        } else {
            files.push(name);
        }
    }
    Ok(())
}
