//! Our own SVG text as a tree for the document: the page's policy forbids turning strings into elements.
//! Reads what `figure::svg` writes and nothing more. Start with [`read`].

use serde::Serialize;

/// An element.
#[derive(Debug, Default, PartialEq, Eq, Serialize)]
pub(crate) struct Node {
    name: String,
    attributes: Vec<(String, String)>,
    children: Vec<Child>,
}

/// What stands inside an element.
#[derive(Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
enum Child {
    Text(String),
    Node(Node),
}

/// The first element of the text with all it holds; `None` if the text is not well formed.
pub(crate) fn read(svg: &str) -> Option<Node> {
    let mut open: Vec<Node> = Vec::new();
    let mut rest = svg;
    loop {
        let (text, after) = rest.split_once('<')?;
        if let Some(parent) = open.last_mut()
            && !text.trim().is_empty()
        {
            parent.children.push(Child::Text(plain(text)));
        }
        let (tag, after) = after.split_once('>')?;
        rest = after;
        let finished = if tag.starts_with('/') {
            open.pop()?
        } else {
            let (tag, alone) = match tag.strip_suffix('/') {
                Some(tag) => (tag, true),
                None => (tag, false),
            };
            let node = element(tag)?;
            if !alone {
                open.push(node);
                continue;
            }
            node
        };
        match open.last_mut() {
            Some(parent) => parent.children.push(Child::Node(finished)),
            None => return Some(finished),
        }
    }
}

fn element(tag: &str) -> Option<Node> {
    let (name, mut rest) = tag.split_once(' ').unwrap_or((tag, ""));
    let mut node = Node { name: name.to_owned(), ..Node::default() };
    while !rest.trim().is_empty() {
        let (key, after) = rest.split_once("=\"")?;
        let (value, after) = after.split_once('"')?;
        node.attributes.push((key.trim().to_owned(), plain(value)));
        rest = after;
    }
    Some(node)
}

fn plain(text: &str) -> String {
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&amp;", "&")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tree_is_read_as_written() {
        let svg = "<svg class=\"fig\" width=\"2\">\n<title id=\"t\">a &lt; b</title>\n\
                   <path d=\"M0 0\"/><g><text>x</text></g></svg>";
        let node = read(svg).unwrap();
        assert_eq!(node.name, "svg");
        assert_eq!(node.attributes[1], ("width".to_owned(), "2".to_owned()));
        let Child::Node(title) = &node.children[0] else { panic!() };
        assert_eq!(title.children, [Child::Text("a < b".to_owned())]);
        assert_eq!(node.children.len(), 3);
        assert_eq!(read("<svg><g></svg>"), None);
        assert_eq!(read("no element"), None);
    }
}
