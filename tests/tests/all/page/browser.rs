//! A real Chromium driven through WebDriver: start, act, look, stop.
//!
//! Knows processes and the wire; must not know the page. `cargo xtask test page` builds the page,
//! serves it and sets the variables read here.

use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use fantoccini::wd::WebDriverCompatibleCommand;
use fantoccini::{Client, ClientBuilder, Locator};
use serde_json::{Value, json};

/// How a test wants its window.
#[derive(Clone, Copy)]
pub(crate) struct Window {
    pub(crate) width: u32,
    pub(crate) height: u32,
    pub(crate) ratio: f64,
    pub(crate) scripts: bool,
    pub(crate) dark: bool,
}

/// A desktop window at one device pixel per CSS pixel.
pub(crate) const DESKTOP: Window =
    Window { width: 1280, height: 900, ratio: 1.0, scripts: true, dark: false };

/// A small phone.
pub(crate) const PHONE: Window =
    Window { width: 360, height: 740, ratio: 3.0, scripts: true, dark: false };

/// One browser with one tab. Ends its processes when dropped.
pub(crate) struct Browser {
    pub(crate) client: Client,
    downloads: tempfile::TempDir,
    _driver: Driver,
}

struct Driver(Child);

/// Starts a driver; `None` if it ends before it names its port.
fn driver() -> Option<(Driver, u16)> {
    let mut child = Command::new(setting("CHROMEDRIVER"))
        .arg("--port=0")
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("chromedriver starts");
    let stdout = child.stdout.take().expect("its output is piped");
    let driver = Driver(child);
    let port = BufReader::new(stdout).lines().map_while(Result::ok).find_map(|line| {
        let (_, port) = line.split_once("started successfully on port ")?;
        port.trim_end_matches('.').parse::<u16>().ok()
    })?;
    Some((driver, port))
}

impl Drop for Driver {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// A variable that `cargo xtask test page` sets.
pub(crate) fn setting(name: &str) -> String {
    std::env::var(name)
        .unwrap_or_else(|_| panic!("{name} is not set: run `cargo xtask test page`"))
}

/// Runs one test in a browser of its own, then demands that the console stayed silent.
pub(crate) fn with<F>(window: Window, test: F)
where
    F: AsyncFnOnce(&Browser),
{
    with_noise(window, async |browser| {
        test(browser).await;
        assert_eq!(
            browser.complaints().await,
            Vec::<String>::new(),
            "the console is silent"
        );
    });
}

/// Runs one test whose faults the console may name.
pub(crate) fn with_noise<F>(window: Window, test: F)
where
    F: AsyncFnOnce(&Browser),
{
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.expect("a runtime starts").block_on(async {
        let browser = Browser::start(window).await;
        test(&browser).await;
        browser.client.clone().close().await.expect("the session closes");
    });
}

impl Browser {
    async fn start(window: Window) -> Self {
        // The driver looks for a free port and takes it in two steps; another may come between, and it ends.
        let (driver, port) =
            (0..5).find_map(|_| driver()).expect("chromedriver names its port");
        let downloads = tempfile::tempdir().expect("a folder for downloads");
        let profile = downloads.path().join("profile");
        let mut args: Vec<String> = [
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--disable-dev-shm-usage",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--allow-file-access-from-files=false",
        ]
        .map(String::from)
        .to_vec();
        args.push(format!("--user-data-dir={}", profile.display()));
        args.push(format!("--window-size={},{}", window.width.max(500), window.height));
        let capabilities = json!({
            "goog:chromeOptions": {
                "args": args,
                "prefs": {
                    "download.default_directory": downloads.path(),
                    "download.prompt_for_download": false,
                    "profile.content_settings.exceptions.clipboard": {"*": {"setting": 1}},
                },
            },
            "goog:loggingPrefs": {"browser": "ALL", "performance": "ALL"},
        });
        let Value::Object(capabilities) = capabilities else { unreachable!("an object") };
        let connector = hyper_util::client::legacy::connect::HttpConnector::new();
        let client = ClientBuilder::new(connector)
            .capabilities(capabilities)
            .connect(&format!("http://127.0.0.1:{port}"))
            .await
            .expect("a browser session starts");
        let browser = Self { client, downloads, _driver: driver };
        browser.shape(window).await;
        // The browser's own first tab asks for its own files: they are not the page's.
        browser.client.goto("about:blank").await.expect("an empty page");
        browser.requests().await;
        browser
    }

    /// Gives the tab the size, pixel ratio, scripting and theme of `window`.
    pub(crate) async fn shape(&self, window: Window) {
        let metrics = json!({
            "width": window.width, "height": window.height,
            "deviceScaleFactor": window.ratio, "mobile": window.width < 600,
        });
        self.cdp("Emulation.setDeviceMetricsOverride", metrics).await;
        let scheme = if window.dark { "dark" } else { "light" };
        let features = json!([{"name": "prefers-color-scheme", "value": scheme}]);
        self.cdp("Emulation.setEmulatedMedia", json!({"features": features})).await;
        if !window.scripts {
            self.cdp("Emulation.setScriptExecutionDisabled", json!({"value": true}))
                .await;
        }
    }

    /// One command of the Chrome DevTools protocol.
    pub(crate) async fn cdp(&self, command: &str, params: Value) -> Value {
        self.vendor("goog/cdp/execute", json!({"cmd": command, "params": params})).await
    }

    async fn vendor(&self, path: &'static str, body: Value) -> Value {
        let command = Vendor { path, body };
        self.client
            .issue_cmd(command)
            .await
            .unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    /// Errors of the console, policy violations included.
    pub(crate) async fn complaints(&self) -> Vec<String> {
        self.log("browser")
            .await
            .iter()
            .filter(|entry| entry["level"] != "INFO" && entry["level"] != "DEBUG")
            .map(|entry| entry["message"].to_string())
            .collect()
    }

    /// Addresses asked for over the network since the last call.
    pub(crate) async fn requests(&self) -> Vec<String> {
        let mut addresses = Vec::new();
        for entry in self.log("performance").await {
            let text = entry["message"].as_str().unwrap_or_default();
            let message: Value = serde_json::from_str(text).unwrap_or_default();
            let message = &message["message"];
            if message["method"] == "Network.requestWillBeSent" {
                let address =
                    message["params"]["request"]["url"].as_str().unwrap_or_default();
                if !["blob:", "data:", "about:", "chrome:"]
                    .iter()
                    .any(|own| address.starts_with(own))
                {
                    addresses.push(address.to_owned());
                }
            }
        }
        addresses
    }

    async fn log(&self, kind: &str) -> Vec<Value> {
        let answer = self.vendor("se/log", json!({"type": kind})).await;
        answer.as_array().cloned().unwrap_or_default()
    }

    /// Waits until layout and resize observers have run.
    pub(crate) async fn settled(&self) {
        self.js_async(
            "for (let i = 0; i < 3; i++) await new Promise(done => requestAnimationFrame(() => \
             setTimeout(done, 20)))",
        )
        .await;
    }

    /// Runs a function body in the page and gives what it returns.
    pub(crate) async fn js(&self, body: &str) -> Value {
        let answer = self.client.execute(body, Vec::new()).await;
        answer.unwrap_or_else(|error| panic!("{body}: {error}"))
    }

    /// Runs an async function body in the page and gives what it resolves to.
    pub(crate) async fn js_async(&self, body: &str) -> Value {
        let script = format!(
            "const done = arguments[arguments.length - 1];\
             (async () => {{ {body} }})().then(done, (e) => done('error: ' + e));"
        );
        let answer = self.client.execute_async(&script, Vec::new()).await;
        answer.unwrap_or_else(|error| panic!("{body}: {error}"))
    }

    /// The text that a script returns.
    pub(crate) async fn text(&self, body: &str) -> String {
        self.js(body).await.as_str().map(str::to_owned).unwrap_or_default()
    }

    /// Waits up to ten seconds until the script returns true.
    pub(crate) async fn until(&self, body: &str) {
        for _ in 0..200 {
            if self.js(body).await == Value::Bool(true) {
                return;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("never true: {body}");
    }

    /// Clicks the first element of a CSS selector, scrolled into the middle as a person would.
    pub(crate) async fn click(&self, css: &str) {
        let quoted = Value::from(css).to_string();
        let script = format!(
            "const e = document.querySelector({quoted}); \
             if (e) e.scrollIntoView({{block: 'center'}}); return !!e;"
        );
        assert_eq!(self.js(&script).await, Value::Bool(true), "{css} exists");
        let element = self.client.find(Locator::Css(css)).await.expect(css);
        element.click().await.unwrap_or_else(|error| panic!("click {css}: {error}"));
    }

    /// Moves the mouse onto the middle of the first element of a CSS selector.
    pub(crate) async fn hover(&self, css: &str) {
        let (x, y) = self.middle(css).await;
        let params =
            json!({"type": "mouseMoved", "x": x, "y": y, "pointerType": "mouse"});
        self.cdp("Input.dispatchMouseEvent", params).await;
    }

    /// Taps the middle of the first element of a CSS selector with a finger.
    pub(crate) async fn tap(&self, css: &str) {
        let (x, y) = self.middle(css).await;
        let points = json!([{"x": x, "y": y}]);
        let down = json!({"type": "touchStart", "touchPoints": points});
        self.cdp("Emulation.setTouchEmulationEnabled", json!({"enabled": true})).await;
        self.cdp("Input.dispatchTouchEvent", down).await;
        let up = json!({"type": "touchEnd", "touchPoints": []});
        self.cdp("Input.dispatchTouchEvent", up).await;
        tokio::time::sleep(Duration::from_millis(200)).await;
    }

    async fn middle(&self, css: &str) -> (f64, f64) {
        let quoted = Value::from(css).to_string();
        let script = format!(
            "const e = document.querySelector({quoted}); e.scrollIntoView({{block: 'center'}}); \
             const r = e.getBoundingClientRect(); return [r.x + r.width / 2, r.y + r.height / 2]"
        );
        let at = self.js(&script).await;
        (at[0].as_f64().expect("x"), at[1].as_f64().expect("y"))
    }

    /// Presses keys in the element that has the focus.
    pub(crate) async fn keys(&self, text: &str) {
        let element =
            self.client.active_element().await.expect("something has the focus");
        element.send_keys(text).await.expect("the keys arrive");
    }

    /// The text of a download, once it is complete.
    pub(crate) async fn downloaded(&self, name_end: &str) -> (String, Vec<u8>) {
        for _ in 0..200 {
            if let Some(path) = self.finished_download(name_end) {
                let bytes = std::fs::read(&path).expect("the download is readable");
                let name = path.file_name().and_then(|n| n.to_str()).unwrap_or_default();
                return (name.to_owned(), bytes);
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("no download that ends in {name_end}");
    }

    fn finished_download(&self, name_end: &str) -> Option<PathBuf> {
        let entries = std::fs::read_dir(self.downloads.path()).ok()?;
        entries.filter_map(Result::ok).map(|entry| entry.path()).find(|path| {
            let name = path.file_name().and_then(|n| n.to_str()).unwrap_or_default();
            name.ends_with(name_end) && path.metadata().is_ok_and(|m| m.len() > 0)
        })
    }
}

#[derive(Debug)]
struct Vendor {
    path: &'static str,
    body: Value,
}

impl WebDriverCompatibleCommand for Vendor {
    fn endpoint(
        &self,
        base: &url::Url,
        session: Option<&str>,
    ) -> Result<url::Url, url::ParseError> {
        base.join(&format!("session/{}/{}", session.unwrap_or_default(), self.path))
    }

    fn method_and_body(&self, _: &url::Url) -> (http::Method, Option<String>) {
        (http::Method::POST, Some(self.body.to_string()))
    }
}
