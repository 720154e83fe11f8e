//! `cargo wdk inf check`, with the switches of Microsoft's InfVerif.

use std::{
    fs,
    io::IsTerminal as _,
    path::{Component, Path, PathBuf},
    str::FromStr,
};

use anyhow::Context as _;
use clap::Args;
use serde_json::{Value, json};
use wdk_inf::{
    Decoration, OsVersion,
    check::{Options, Product, RULES, Report, RuleSet, applicability, check_file, report},
};

use crate::{
    file,
    outcome::Outcome,
    output::{Format, Output},
};

#[derive(Args)]
pub(crate) struct Check {
    /// The files; an .inx need not be stamped.
    #[arg(required_unless_present = "errorlist", value_name = "FILE")]
    files: Vec<PathBuf>,
    /// The requirements, as InfVerif's switches are called: k declarative, u universal,
    /// w Windows driver, h signature.
    #[arg(long, default_value = "w", value_name = "k|u|w|h")]
    level: RuleSet,
    /// The Windows version whose rules are used, for example 10.0.22621; vnext, the newest, by default.
    #[arg(long, value_name = "MAJOR.MINOR.BUILD|vnext")]
    rulever: Option<RuleVersion>,
    /// From which Windows on packages have to be isolated under --level w; 10.0.17763 by default.
    #[arg(long, value_name = "MAJOR.MINOR.BUILD")]
    wbuild: Option<OsVersion>,
    /// Check only what installs on this target, for example NTamd64.10.0...19041.
    #[arg(long, value_name = "NT…", value_parser = decoration)]
    osver: Option<Decoration>,
    /// The only provider that is allowed.
    #[arg(long)]
    provider: Option<String>,
    /// The INF files of the Windows that the package is for, one a line, perhaps with a colon and their
    /// sections: what Include and Needs may name.
    #[arg(long, value_name = "LIST")]
    product: Option<PathBuf>,
    /// What stampinf fills in counts as there, as it does in every .inx.
    #[arg(long)]
    stampinf: bool,
    /// Allow what only samples may do, such as reserved names.
    #[arg(long)]
    samples: bool,
    /// Allow what only INF files of Windows may do, such as Microsoft as provider.
    #[arg(long)]
    msft: bool,
    /// Leave out warnings of this number; errors stay.
    #[arg(long, value_name = "NUMBER")]
    sw: Vec<u16>,
    /// Also show which ids install on which architecture and since which Windows.
    #[arg(long)]
    info: bool,
    /// Write each file as a page with the findings below their lines into this folder.
    #[arg(long, value_name = "FOLDER")]
    html: Option<PathBuf>,
    /// List all rules with their levels under k, u and w.
    #[arg(long)]
    errorlist: bool,
}

/// A version, or that of the newest rules.
#[derive(Clone, Copy)]
struct RuleVersion(Option<OsVersion>);

impl FromStr for RuleVersion {
    type Err = wdk_inf::target::NotAVersion;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "vnext" => Ok(Self(None)),
            version => version.parse().map(|it| Self(Some(it))),
        }
    }
}

fn decoration(text: &str) -> Result<Decoration, String> {
    Decoration::parse(text).ok_or_else(|| "write it as NTamd64.10.0...19041".to_owned())
}

pub(crate) fn run(arguments: &Check, output: &Output) -> anyhow::Result<Outcome> {
    if arguments.errorlist {
        return error_list(output);
    }
    let options = options(arguments)?;
    let mut good = true;
    // One file after the other, so that many take no more memory than a few.
    let mut objects = Vec::new();
    let mut reports = Vec::new();
    for path in &arguments.files {
        let report = check_file(path, &options);
        good &= report.errors() == 0;
        if let Some(folder) = &arguments.html {
            write_page(&report, folder, output)?;
        }
        match output.format() {
            Format::Text => show(&report, &options, arguments.info, output),
            Format::Json => objects.push(object(&report, &options, arguments.info)),
            Format::Sarif => reports.push(report),
        }
    }
    match output.format() {
        Format::Text => {}
        Format::Json => output.json(&objects)?,
        Format::Sarif => output.json(&report::sarif(&reports))?,
    }
    Ok(Outcome::of(good))
}

fn options(arguments: &Check) -> anyhow::Result<Options> {
    let product = match &arguments.product {
        Some(path) => {
            let product = Product::parse(&String::from_utf8_lossy(&file::read(path)?));
            anyhow::ensure!(
                !product.is_empty(),
                "{} names no INF file; write one in each line",
                path.display()
            );
            Some(product)
        }
        None => None,
    };
    Ok(Options {
        rules: arguments.level,
        rule_version: arguments.rulever.and_then(|it| it.0),
        isolated_from: arguments.wbuild.map(|it| it.build),
        target: arguments.osver,
        provider: arguments.provider.clone(),
        product,
        unstamped: arguments.stampinf,
        samples: arguments.samples,
        microsoft: arguments.msft,
        suppressed: arguments.sw.clone(),
        ..Options::default()
    })
}

/// The page of a file in `folder`, named after the whole path: packages have files of one name.
fn write_page(report: &Report, folder: &Path, output: &Output) -> anyhow::Result<()> {
    let parts = Path::new(&report.name).components();
    let parts = parts.filter_map(|it| match it {
        Component::Normal(part) => Some(part.to_string_lossy()),
        _ => None,
    });
    let path = folder.join(parts.collect::<Vec<_>>().join("_") + ".html");
    fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    file::write(&path, report::html(report).as_bytes())?;
    output.status("Wrote", path.display());
    Ok(())
}

/// A file's findings for programs, and what it installs when `info` is asked for.
fn object(report: &Report, options: &Options, info: bool) -> Value {
    let mut object = report::json(std::slice::from_ref(report))[0].take();
    if info {
        let installs = applicability(report, options).into_iter().map(|it| {
            json!({
                "id": it.id,
                "arch": it.arch.to_string(),
                "since": it.since.to_string(),
                "section": it.section,
            })
        });
        object["info"] = Value::from_iter(installs);
    }
    object
}

fn show(report: &Report, options: &Options, info: bool, output: &Output) {
    describe(report, output);
    let installs = match info {
        true => applicability(report, options),
        false => Vec::new(),
    };
    for it in installs {
        let id = it.id.as_deref().unwrap_or("(no device)");
        let since = match it.since.major {
            0 => "any Windows".to_owned(),
            _ => format!("Windows {}", it.since),
        };
        let line = format!("{id} on {}, {since}: [{}]", it.arch, it.section);
        output.text(format_args!("{:12} {line}\n", ""));
    }
}

fn error_list(output: &Output) -> anyhow::Result<Outcome> {
    for rule in RULES {
        let unchecked = if rule.unchecked.is_some() {
            ", not checked"
        } else {
            ""
        };
        let levels = super::levels(rule.severity);
        output.text(format_args!(
            "{} {} ({levels}{unchecked})\n",
            rule.code, rule.title
        ));
    }
    let rules = RULES.iter().map(|rule| {
        let level = |set| rule.severity.under(set).map(wdk_inf::Level::name);
        json!({
            "code": rule.code,
            "title": rule.title,
            "k": level(RuleSet::Declarative),
            "u": level(RuleSet::Universal),
            "w": level(RuleSet::Windows),
            "unchecked": rule.unchecked,
        })
    });
    output.json(&Value::from_iter(rules))?;
    Ok(Outcome::Success)
}

/// The findings with their excerpts, and the count.
pub(crate) fn describe(report: &Report, output: &Output) {
    if !output.is_text() {
        return;
    }
    if !report.findings.is_empty() {
        let colour = std::io::stdout().is_terminal();
        output.text(format_args!("{}\n\n", report.render(colour)));
    }
    let errors = report.errors();
    let warnings = report.findings.len() - errors;
    let counted = format!(
        "{} and {}",
        count(errors, "error"),
        count(warnings, "warning")
    );
    match (errors, warnings) {
        (0, 0) => output.status("Clean", &report.name),
        (0, _) => output.warning("Checked", format_args!("{counted} in {}", report.name)),
        _ => output.error("Wrong", format_args!("{counted} in {}", report.name)),
    }
}

fn count(number: usize, what: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {what}{plural}")
}
