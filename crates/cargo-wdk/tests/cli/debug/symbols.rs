//! A driver's PDB, read by somebody else's reader.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs::File,
    path::Path,
};

use pdb2::{FallibleIterator as _, PDB, SymbolData, TypeData, TypeIndex};

pub(crate) struct Symbols {
    pdb: PDB<'static, File>,
}

/// Structures and unions by name: their members and the names of the members' types, those of what
/// pointers point to.
pub(crate) type Types = BTreeMap<String, BTreeMap<String, String>>;

impl Symbols {
    pub(crate) fn open(path: &Path) -> Self {
        let pdb = PDB::open(File::open(path).unwrap()).unwrap();
        Self { pdb }
    }

    /// Checks that there are locals, inlined functions, types of the driver and of the framework,
    /// and the bind block under the name that Microsoft's stub gives it.
    pub(crate) fn describe_code(&mut self) {
        let (mut locals, mut inlined) = (0, 0);
        let information = self.pdb.debug_information().unwrap();
        let mut modules = information.modules().unwrap();
        while let Some(module) = modules.next().unwrap() {
            let Some(info) = self.pdb.module_info(&module).unwrap() else {
                continue;
            };
            let mut symbols = info.symbols().unwrap();
            while let Some(symbol) = symbols.next().unwrap() {
                match symbol.parse() {
                    Ok(SymbolData::Local(_) | SymbolData::RegisterRelative(_)) => locals += 1,
                    Ok(SymbolData::InlineSite(_)) => inlined += 1,
                    _ => {}
                }
            }
        }
        let types = self.types();
        eprintln!(
            "{locals} locals, {inlined} inlined calls, {} types",
            types.len()
        );
        assert!(
            locals > 100 && inlined > 100,
            "{locals} locals, {inlined} inlined"
        );
        for name in ["lamp::Store", "lamp::Message", "wdk::request::Request"] {
            assert!(types.contains_key(name), "{name}");
        }
        let framework = types
            .keys()
            .find(|it| it.ends_with("::WDF_IO_QUEUE_CONFIG"));
        let framework = &types[framework.expect("a structure of the framework")];
        assert!(framework.contains_key("EvtIoRead"), "{framework:?}");
        assert!(self.publics().contains("WdfBindInfo"));
    }

    fn publics(&mut self) -> BTreeSet<String> {
        let table = self.pdb.global_symbols().unwrap();
        let mut symbols = table.iter();
        let mut names = BTreeSet::new();
        while let Some(symbol) = symbols.next().unwrap() {
            if let Ok(SymbolData::Public(public)) = symbol.parse() {
                names.insert(public.name.to_string().into_owned());
            }
        }
        names
    }

    /// Checks that sources have the names that the guide states, and that those of Rust lead to Rust's
    /// repository.
    pub(crate) fn name_sources(&mut self) {
        let strings = self.pdb.string_table().unwrap();
        let information = self.pdb.debug_information().unwrap();
        let mut modules = information.modules().unwrap();
        let mut names = BTreeSet::new();
        while let Some(module) = modules.next().unwrap() {
            let Some(info) = self.pdb.module_info(&module).unwrap() else {
                continue;
            };
            let Ok(program) = info.line_program() else {
                continue;
            };
            let mut files = program.files();
            while let Some(file) = files.next().unwrap() {
                names.insert(strings.get(file.name).unwrap().to_string().into_owned());
            }
        }
        let known = ["/source/", "/dependencies/", "/rustc/", "/cargo/"];
        let strange = |it: &&String| !known.iter().any(|known| it.starts_with(known));
        // Each compiler has libraries, of which some were compiled elsewhere.
        let strange: Vec<_> = names
            .iter()
            .filter(strange)
            .filter(|it| !it.contains("library/"))
            .collect();
        assert!(strange.is_empty(), "{strange:?}");
        assert!(names.contains("/source/src/lib.rs"), "{names:?}");

        let map = self.stream("sourcelink$1").expect("a Source Link map");
        let map: serde_json::Value = serde_json::from_slice(&map).unwrap();
        let documents = map["documents"].as_object().unwrap();
        let rust = documents
            .iter()
            .find(|(name, _)| name.starts_with("/rustc/"));
        let (name, address) = rust.expect("Rust's sources");
        let commit = name.trim_start_matches("/rustc/").trim_end_matches("/*");
        let wanted = format!("https://raw.githubusercontent.com/rust-lang/rust/{commit}/*");
        assert_eq!(address.as_str(), Some(&*wanted));
        let prefix = name.trim_end_matches('*');
        assert!(names.iter().any(|it| it.starts_with(prefix)), "{names:?}");
    }

    fn stream(&mut self, name: &str) -> Option<Vec<u8>> {
        let stream = self.pdb.named_stream(name.as_bytes()).ok()?;
        Some(stream.as_slice().to_vec())
    }

    /// Whether a file with this content is embedded, as the linker does it.
    pub(crate) fn embed(&mut self, content: &[u8]) -> bool {
        (0..8).any(|number| {
            let name = format!("/src/files/lamp-{number}.natvis");
            self.stream(&name).is_some_and(|it| it == content)
        })
    }

    pub(crate) fn types(&mut self) -> Types {
        let information = self.pdb.type_information().unwrap();
        let mut finder = information.finder();
        let mut indices = Vec::new();
        let mut all = information.iter();
        while let Some(item) = all.next().unwrap() {
            finder.update(&all);
            indices.push(item.index());
        }
        let reader = Reader { finder };
        let mut types = Types::new();
        for index in indices {
            let Ok(found) = reader.parse(index) else {
                continue;
            };
            let (name, fields) = match found {
                TypeData::Class(it) => (it.name, it.fields),
                TypeData::Union(it) => (it.name, Some(it.fields)),
                _ => continue,
            };
            let Some(fields) = fields else { continue };
            let mut members = BTreeMap::new();
            reader.members(fields, &mut members);
            if !members.is_empty() {
                types.insert(name.to_string().into_owned(), members);
            }
        }
        types
    }
}

struct Reader<'a> {
    finder: pdb2::TypeFinder<'a>,
}

impl Reader<'_> {
    fn parse(&self, index: TypeIndex) -> pdb2::Result<TypeData<'_>> {
        self.finder.find(index)?.parse()
    }

    fn members(&self, list: TypeIndex, members: &mut BTreeMap<String, String>) {
        let Ok(TypeData::FieldList(list)) = self.parse(list) else {
            return;
        };
        for field in &list.fields {
            let (name, index) = match field {
                TypeData::Member(it) => (it.name, it.field_type),
                TypeData::StaticMember(it) => (it.name, it.field_type),
                _ => continue,
            };
            members.insert(name.to_string().into_owned(), self.name(index));
        }
        if let Some(next) = list.continuation {
            self.members(next, members);
        }
    }

    /// The name of a structure or union, that of what a pointer points to; empty for plain types.
    fn name(&self, index: TypeIndex) -> String {
        match self.parse(index) {
            Ok(TypeData::Class(it)) => it.name.to_string().into_owned(),
            Ok(TypeData::Union(it)) => it.name.to_string().into_owned(),
            Ok(TypeData::Pointer(it)) => self.name(it.underlying_type),
            Ok(TypeData::Modifier(it)) => self.name(it.underlying_type),
            Ok(TypeData::Array(it)) => self.name(it.element_type),
            _ => String::new(),
        }
    }
}
