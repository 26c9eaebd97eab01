//! The page of one language: view, drawings, codebook and words put into the templates.
//! Must not know where pages are written. Start with [`Pages`].

use std::collections::BTreeMap;

use figure::view::{self, Figure, State, View};
use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{Environment, Value, context};
use serde::Serialize;
use survey::Survey;
use survey::package::{DESCRIPTOR, Files};
use words::cite::Source;
use words::{Catalog, Labels, Language, Words};

use super::codebook::codebook;
use super::lean;
use super::own::own;
use super::stills::Stills;
use crate::assets::Assets;

/// Widths of the drawings in the page: desktop; anything narrower.
pub(crate) const WIDTHS: [f64; 2] = [928.0, 320.0];

/// What the page needs of the messages by script, and where it stands in them.
const PHRASES: [(&str, &str); 13] = [
    ("close", "action.close"),
    ("codebook", "codebook.open"),
    ("copied", "action.copied"),
    ("copy", "action.copy"),
    ("copy_failed", "action.copy_failed"),
    ("filter_by", "action.filter_by"),
    ("link_other", "error.link_other"),
    ("loading", "site.loading"),
    ("panic", "error.panic"),
    ("png", "error.png"),
    ("points", "keyboard.figure"),
    ("saved", "action.saved"),
    ("wasm", "error.wasm"),
];

/// How pages find each other and their files.
pub(crate) enum Place {
    /// A folder for each language; files lie beside.
    Site,
    /// All languages and files inside one file.
    OneFile,
}

/// The pages of a survey in every language it has.
pub(crate) struct Pages<'a> {
    survey: &'a Survey,
    files: &'a Files,
    templates: Environment<'a>,
    /// The languages, the package's own first.
    pub(crate) languages: Vec<(Words, Catalog)>,
}

/// One rendered page.
pub(crate) struct Page {
    /// Its language.
    pub(crate) language: Language,
    /// `<title>`.
    pub(crate) title: String,
    /// Description for search engines and previews.
    pub(crate) description: String,
    /// What stands inside `<body>`.
    pub(crate) body: String,
}

#[derive(Serialize)]
struct Drawn<'a> {
    view: &'a Figure,
    wide: String,
    phone: String,
}

#[derive(Serialize)]
struct Section {
    id: &'static str,
    title: String,
    figure: bool,
}

#[derive(Serialize)]
struct Download {
    path: String,
    title: String,
    size: String,
    href: Option<String>,
}

impl<'a> Pages<'a> {
    /// Reads templates and messages.
    pub(crate) fn new(
        survey: &'a Survey,
        files: &'a Files,
        assets: &'a Assets,
    ) -> Result<Self, String> {
        let mut templates = Environment::new();
        templates.set_syntax(
            SyntaxConfig::builder().trim_blocks(true).build().map_err(words_of)?,
        );
        for name in assets.under("templates/") {
            if let Some(short) =
                name.strip_prefix("templates/").filter(|n| n.ends_with(".html"))
            {
                templates.add_template(short, assets.text(name)?).map_err(words_of)?;
            }
        }
        let translations = &survey.definition().translations;
        let also = translations.keys().filter_map(|code| Language::parse(code));
        let mut languages = Vec::new();
        for language in
            std::iter::once(Language::En).chain(also.filter(|l| *l != Language::En))
        {
            let code = language.code();
            let fault = |file: &str, error| format!("{file} of the assets: {error}");
            let file = format!("messages/{code}.json");
            let words = Words::parse(language, assets.bytes(&file)?)
                .map_err(|e| fault(&file, e))?;
            let file = format!("templates/{code}.json");
            let own =
                Catalog::parse(assets.bytes(&file)?).map_err(|e| fault(&file, e))?;
            languages.push((words, own));
        }
        Ok(Self { survey, files, templates, languages })
    }

    /// The page of every language.
    pub(crate) fn render(&self, place: &Place) -> Result<Vec<Page>, String> {
        self.languages.iter().map(|(words, own)| self.page(words, own, place)).collect()
    }

    /// A template with a context.
    pub(crate) fn fill(&self, template: &str, values: Value) -> Result<String, String> {
        let template = self.templates.get_template(template).map_err(words_of)?;
        template.render(values).map_err(words_of)
    }

    fn page(&self, words: &Words, own: &Catalog, place: &Place) -> Result<Page, String> {
        let view = View::new(self.survey, words, &State::default())
            .map_err(|error| error.to_string())?;
        let shown = view::figures(self.survey, words, &State::default())
            .map_err(|error| error.to_string())?;
        let stills = Stills::new(self.survey, words)?;
        let package = self.survey.package();
        let code = words.language().code();
        let prefix = match place {
            Place::Site => String::new(),
            Place::OneFile => format!("{code}-"),
        };
        let title = title(words, view.synthetic);
        let description = description(words, view.synthetic);
        let known: Vec<Language> =
            self.languages.iter().map(|(w, _)| w.language()).collect();
        let scales = text(own, "codebook.scales");
        let figures: Vec<Drawn<'_>> =
            shown.iter().map(|figure| draw(figure, &prefix)).collect();
        let mark = words.text("synthetic.mark");
        let short = words.text("synthetic.short");
        let rest =
            short.strip_prefix(&mark).unwrap_or(&short).trim_start_matches(['.', ' ']);
        let min_cell =
            package.definition.disclosure.as_ref().map_or(1, |one| one.min_cell);
        let literature: Vec<String> = (1..)
            .map(|n| format!("literature.r{n}"))
            .take_while(|key| words.has(key))
            .map(|key| words.text(&key))
            .collect();
        let source = Source { words, package, sha256: self.survey.sha256() };
        let drawn = plain(&stills.shown(&prefix, matches!(place, Place::Site)));
        let version = env!("CARGO_PKG_VERSION");
        let body = self.fill(
            "page.html",
            context! {
                lang => code,
                prefix,
                home => if matches!(place, Place::Site) { "../index.html" } else { "#" },
                languages => plain(&self.links(place)),
                title => plain(&title),
                files => if matches!(place, Place::Site) { self.needed().join(" ") } else { String::new() },
                digest => crate::bundle::hash(self.survey.to_compact(code)),
                sections => plain(&self.sections(words, own, &stills)),
                stills => drawn,
                figures => plain(&figures),
                commands => shown.iter().map(|one| one.command.clone()).collect::<Vec<_>>(),
                m => plain(&words.catalog().texts()),
                t => plain(&own.texts()),
                label => context! { head => mark, rest },
                codebook => plain(&codebook(package, words, &known, &scales)),
                own => plain(&self::own(package, words)),
                downloads => plain(&self.downloads(words, own, place)),
                small => words.fill("methods.small", &[("n", &min_cell.to_string())]),
                cite => context! { software => source.software(), dataset => source.dataset() },
                literature,
                made => words.fill("footer.made", &[("version", version)]),
                package_line => words.fill(
                    "data.package",
                    &[("name", &package.name), ("version", &source.version())],
                ),
                hash_line => words.fill("data.hash", &[("hash", &view.package.sha256)]),
                phrases => plain(&phrases(words, own)),
                view => plain(&view),
            },
        )?;
        Ok(Page { language: words.language(), title, description, body })
    }

    fn sections(&self, words: &Words, own: &Catalog, stills: &Stills) -> Vec<Section> {
        let live = [
            ("glance", true),
            ("groups", true),
            ("strategies", true),
            ("generations", true),
            ("questions", true),
            ("people", true),
            ("alienation", true),
            ("typology", true),
            ("acts", true),
        ];
        let plain = [
            ("about", false),
            ("methods", false),
            ("codebook", false),
            ("data", false),
            ("cite", false),
            ("literature", false),
            ("accessibility", false),
            ("keyboard", false),
        ];
        let ids = live.into_iter().chain(stills.ids().map(|id| (id, false))).chain(plain);
        let definition = self.survey.definition();
        let shown = ids.filter(|(id, _)| match *id {
            "alienation" => !definition.scales.is_empty(),
            "typology" => definition.typology.is_some(),
            "acts" => !definition.acts.is_empty(),
            _ => true,
        });
        shown
            .map(|(id, figure)| {
                let key = format!("section.{id}");
                let title =
                    if words.has(&key) { words.text(&key) } else { text(own, &key) };
                Section { id, title, figure }
            })
            .collect()
    }

    fn links(&self, place: &Place) -> Vec<BTreeMap<&'static str, String>> {
        let one = |(words, _): &(Words, Catalog)| {
            let code = words.language().code();
            let href = match place {
                Place::Site => format!("../{code}/index.html"),
                Place::OneFile => format!("#{code}"),
            };
            let name = words.text("meta.language");
            BTreeMap::from([("code", code.to_owned()), ("href", href), ("name", name)])
        };
        self.languages.iter().map(one).collect()
    }

    /// What a page reads by script, path → bytes: the survey and the words of its language, `also` the
    /// words of findings, for the page that can read a package itself.
    pub(crate) fn read_by_script(
        &self,
        (words, _): &(Words, Catalog),
        also: bool,
    ) -> Result<BTreeMap<String, Vec<u8>>, String> {
        let (code, catalog) = (words.language().code(), words.catalog());
        let fault = |error| format!("messages/{code}.json of the assets: {error}");
        let lines = |without: &[&str]| {
            Ok::<_, String>(catalog.to_lines(without).map_err(fault)?.into_bytes())
        };
        let mut files = BTreeMap::from([
            (format!("survey/{code}.bin"), self.survey.to_compact(code)),
            (format!("messages/{code}.txt"), lines(&lean::live_without())?),
        ]);
        if also {
            files.insert(format!("messages/{code}.all.txt"), lines(&lean::STATIC)?);
        }
        Ok(files)
    }

    /// What the page reads where its own form of the survey fails it: the descriptor, the sample, and every file without a declared hash, which the
    /// fingerprint needs whole.
    fn needed(&self) -> Vec<&str> {
        let package = self.survey.package();
        let sample = &package.definition.design.resource;
        let mut paths = self.paths();
        paths.retain(|path| {
            let mut of = package.resources.iter().filter(|one| one.path == *path);
            of.all(|one| one.name == *sample || one.declared_sha256().is_none())
        });
        paths
    }

    /// Paths of the package's files, the descriptor first.
    pub(crate) fn paths(&self) -> Vec<&str> {
        let package = self.survey.package();
        let resources = package.resources.iter().map(|one| one.path.as_str());
        let mut paths = vec![DESCRIPTOR];
        for path in resources {
            if !paths.contains(&path) && self.files.contains_key(path) {
                paths.push(path);
            }
        }
        paths
    }

    fn downloads(&self, words: &Words, own: &Catalog, place: &Place) -> Vec<Download> {
        let package = self.survey.package();
        let size = |bytes: usize| {
            let thousands = u64::try_from(bytes.div_ceil(1000)).unwrap_or(u64::MAX);
            text(own, "page.kb").replace("{n}", &words.num().whole(thousands))
        };
        let labels = Labels::new(package, words.language());
        let mut list: Vec<Download> = Vec::new();
        for path in self.paths() {
            let resource = package.resources.iter().find(|one| one.path == path);
            let title = match resource {
                None => words.text("data.descriptor"),
                Some(one) => labels.resource(one).to_owned(),
            };
            let bytes = self.files.get(path).map_or(0, Vec::len);
            let href = matches!(place, Place::Site).then(|| format!("../data/{path}"));
            list.push(Download { path: path.to_owned(), title, size: size(bytes), href });
        }
        if matches!(place, Place::Site) {
            let title = words.text("action.supplement");
            let href = Some("../supplement.html".to_owned());
            let path = "supplement.html".to_owned();
            list.push(Download { path, title, size: String::new(), href });
        }
        list
    }
}

/// The drawings of a figure.
fn draw<'a>(figure: &'a Figure, prefix: &str) -> Drawn<'a> {
    let svg = |width: f64, name: &str| {
        let prefix = format!("{prefix}{}-{name}", figure.id);
        figure::svg::inline(&figure.scene(width), &prefix)
    };
    let [wide, phone] = WIDTHS;
    Drawn { view: figure, wide: svg(wide, "w"), phone: svg(phone, "p") }
}

/// `<title>`: with the label while the data are synthetic.
pub(crate) fn title(words: &Words, synthetic: bool) -> String {
    let title = words.text("meta.title");
    if synthetic { format!("{title} · {}", words.text("synthetic.mark")) } else { title }
}

/// Description of the page: with the label while the data are synthetic.
pub(crate) fn description(words: &Words, synthetic: bool) -> String {
    let description = words.text("meta.description");
    if synthetic {
        format!("{} {description}", words.text("synthetic.short"))
    } else {
        description
    }
}

fn phrases(words: &Words, own: &Catalog) -> BTreeMap<&'static str, String> {
    let mut all: BTreeMap<&'static str, String> =
        PHRASES.iter().map(|(name, key)| (*name, words.text(key))).collect();
    all.insert("open", text(own, "bar.open"));
    all
}

/// A value for the templates.
pub(crate) fn plain<T: Serialize>(value: &T) -> Value {
    Value::from(Serde(value))
}

/// A text of the templates' own catalogue.
fn text(own: &Catalog, key: &str) -> String {
    let message = own.get(key).and_then(|message| message.all().next());
    message.unwrap_or(key).to_owned()
}

fn words_of(error: minijinja::Error) -> String {
    let mut words = format!("templates: {error}");
    if let Some(source) = std::error::Error::source(&error) {
        words.push_str(&format!(": {source}"));
    }
    words
}
