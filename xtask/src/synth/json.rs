//! A JSON text with keys in the order they were written, one line for what fits on one.
//!
//! It must not know the codebook.

/// A JSON value whose objects keep their order.
#[derive(Clone)]
pub(super) enum Json {
    Null,
    Bool(bool),
    Number(String),
    Text(String),
    List(Vec<Json>),
    Object(Vec<(String, Json)>),
}

/// An object from keys and values.
macro_rules! object {
    ($($key:expr => $value:expr),* $(,)?) => {
        Json::Object(vec![$(($key.to_string(), Json::from($value))),*])
    };
}
pub(super) use object;

impl From<&str> for Json {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}
impl From<&&str> for Json {
    fn from(text: &&str) -> Self {
        Self::Text((*text).to_owned())
    }
}
impl From<String> for Json {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}
impl From<bool> for Json {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}
impl From<usize> for Json {
    fn from(value: usize) -> Self {
        Self::Number(value.to_string())
    }
}
impl From<f64> for Json {
    fn from(value: f64) -> Self {
        Self::Number(value.to_string())
    }
}
impl<T> From<Vec<T>> for Json
where
    Json: From<T>,
{
    fn from(values: Vec<T>) -> Self {
        Self::List(values.into_iter().map(Self::from).collect())
    }
}
impl<T: Copy, const N: usize> From<[T; N]> for Json
where
    Json: From<T>,
{
    fn from(values: [T; N]) -> Self {
        Self::List(values.into_iter().map(Self::from).collect())
    }
}

impl Json {
    /// The object with one more member.
    pub(super) fn with(mut self, key: &str, value: impl Into<Self>) -> Self {
        if let Self::Object(members) = &mut self {
            members.push((key.to_owned(), value.into()));
        }
        self
    }

    /// The text, with a line feed at its end.
    pub(super) fn to_text(&self) -> String {
        let mut text = String::new();
        self.write(0, 0, &mut text);
        text.push('\n');
        text
    }

    fn line(&self) -> String {
        match self {
            Self::Null => "null".to_owned(),
            Self::Bool(value) => value.to_string(),
            Self::Number(digits) => digits.clone(),
            Self::Text(text) => quoted(text),
            Self::List(items) => {
                let items: Vec<String> = items.iter().map(Self::line).collect();
                format!("[{}]", items.join(", "))
            }
            Self::Object(members) => {
                let members: Vec<String> = members
                    .iter()
                    .map(|(key, value)| format!("{}: {}", quoted(key), value.line()))
                    .collect();
                format!("{{{}}}", members.join(", "))
            }
        }
    }

    fn write(&self, depth: usize, before: usize, text: &mut String) {
        let line = self.line();
        let fits = depth > 0 && before + line.chars().count() <= 118;
        let parts: Vec<(String, &Self)> = match self {
            Self::List(items) => items.iter().map(|v| (String::new(), v)).collect(),
            Self::Object(members) => {
                members.iter().map(|(k, v)| (format!("{}: ", quoted(k)), v)).collect()
            }
            _ => Vec::new(),
        };
        if fits || parts.is_empty() {
            text.push_str(&line);
            return;
        }
        let (open, close) =
            if matches!(self, Self::List(_)) { ("[", "]") } else { ("{", "}") };
        text.push_str(open);
        for (place, (key, value)) in parts.iter().enumerate() {
            text.push_str(if place > 0 { ",\n" } else { "\n" });
            let indent = 2 * (depth + 1);
            text.push_str(&" ".repeat(indent));
            text.push_str(key);
            value.write(depth + 1, indent + key.chars().count(), text);
        }
        text.push('\n');
        text.push_str(&" ".repeat(2 * depth));
        text.push_str(close);
    }
}

fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            control if u32::from(control) < 32 => {
                quoted.push_str(&format!("\\u{:04x}", u32::from(control)));
            }
            other => quoted.push(other),
        }
    }
    quoted.push('"');
    quoted
}
