//! The templates, style sheets and scripts of the page, and its security policy.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use minijinja::syntax::SyntaxConfig;
use minijinja::{Environment, UndefinedBehavior, context, value::Serde};
use sha2::{Digest, Sha256};

use super::Page;
use crate::error::{Error, Result};

macro_rules! files {
    ($folder:literal: $($name:literal),+ $(,)?) => {
        [$(($name, include_str!(concat!($folder, "/", $name)))),+]
    };
}

const TEMPLATES: [(&str, &str); 12] = files!("templates": "page.html", "macros.html", "findings.html", "matrix.html",
    "pairs.html", "passages.html", "carried.html", "themes.html", "figures.html", "articles.html", "pair.html", "filter.html");
/// In the order in which rules override each other.
pub(super) const STYLE: [(&str, &str); 8] = files!("style": "colours.css", "page.css", "tables.css", "matrix.css",
    "articles.css", "marks.css", "pair.css", "print.css");
const SCRIPT: [(&str, &str); 4] = files!("script": "tables.js", "pairs.js", "scheme.js", "print.js");

/// The page as HTML.
pub(super) fn render(page: &Page) -> Result<String> {
    let failed =
        |error: minijinja::Error| Error::Library { task: "writing the report", reason: error.to_string() };
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment
        .set_syntax(SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build().map_err(failed)?);
    for (name, text) in TEMPLATES {
        environment.add_template(name, text).map_err(failed)?;
    }
    let style = joined(&STYLE) + &page.theme_rules;
    let script = format!("(() => {{\n\"use strict\";\n{}}})();\n", joined(&SCRIPT));
    let policy = format!(
        "default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{}'; base-uri 'none'; form-action 'none'",
        STANDARD.encode(Sha256::digest(script.as_bytes()))
    );
    let template = environment.get_template("page.html").map_err(failed)?;
    template.render(context! { page => Serde(page), style, script, policy }).map_err(failed)
}

fn joined(files: &[(&str, &str)]) -> String {
    files.iter().map(|(_, text)| *text).collect()
}
