//! Microsoft's hardware dashboard API: products, submissions, and what is downloaded.
//!
//! See [Hardware dashboard API](https://learn.microsoft.com/windows-hardware/drivers/dashboard/dashboard-api).

use std::{cell::RefCell, env, path::Path, thread, time::Duration};

use anyhow::{Context as _, bail};
use serde::Deserialize;
use serde_json::{Value, json};

use super::curl::{Request, Response, without_query};
use crate::output::Output;

/// What a token is for, and where the methods are.
const RESOURCE: &str = "https://manage.devcenter.microsoft.com";
/// How often a request is made again that the server wants later.
const MOST_ATTEMPTS: usize = 10;
/// How long to wait when the server does not say it, and at most.
const WAIT: Duration = Duration::from_secs(60);
const LONGEST_WAIT: Duration = Duration::from_secs(15 * 60);

/// Who asks: a token, or an application that gets tokens.
enum Login {
    Token(String),
    Application {
        tenant: String,
        client: String,
        secret: String,
    },
}

/// The dashboard of one account.
pub(super) struct Api<'a> {
    endpoint: String,
    authority: String,
    login: Login,
    token: RefCell<Option<String>>,
    output: &'a Output,
}

/// What the dashboard says of a submission.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct Submission {
    pub(super) id: u64,
    pub(super) commit_status: String,
    pub(super) workflow_status: Workflow,
    downloads: Downloads,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct Workflow {
    pub(super) current_step: String,
    pub(super) state: String,
    pub(super) messages: Vec<Value>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Downloads {
    items: Vec<Download>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Download {
    #[serde(rename = "type")]
    kind: String,
    url: String,
}

impl Submission {
    /// The address of a package: `initialPackage` to be uploaded to, `signedPackage` to be fetched.
    pub(super) fn address(&self, kind: &str) -> Option<&str> {
        let items = self.downloads.items.iter();
        let mut of_kind = items.filter(|it| it.kind.eq_ignore_ascii_case(kind));
        of_kind.next().map(|it| it.url.as_str())
    }

    pub(super) fn has_failed(&self) -> bool {
        self.workflow_status.state.eq_ignore_ascii_case("failed")
            || self.commit_status.eq_ignore_ascii_case("commitFailed")
    }

    pub(super) fn is_done(&self) -> bool {
        let workflow = &self.workflow_status;
        workflow.state.eq_ignore_ascii_case("completed")
            && workflow
                .current_step
                .eq_ignore_ascii_case("finalizeIngestion")
    }
}

impl<'a> Api<'a> {
    /// The dashboard at `endpoint`, with tokens from `authority`; who asks stands in the environment.
    pub(super) fn new(endpoint: &str, authority: &str, output: &'a Output) -> anyhow::Result<Self> {
        let text = |name: &str| env::var(name).ok().filter(|it| !it.is_empty());
        let application = ["TENANT", "CLIENT", "SECRET"].map(|it| format!("WDK_PARTNER_{it}"));
        let login = match (text("WDK_PARTNER_TOKEN"), application.map(|it| text(&it))) {
            (Some(token), _) => Login::Token(token),
            (None, [Some(tenant), Some(client), Some(secret)]) => Login::Application {
                tenant,
                client,
                secret,
            },
            _ => bail!(
                "who asks Partner Center: set WDK_PARTNER_TENANT, WDK_PARTNER_CLIENT and \
                 WDK_PARTNER_SECRET to the ids and the key of an application of Microsoft Entra, or \
                 WDK_PARTNER_TOKEN to an access token"
            ),
        };
        Ok(Self {
            endpoint: endpoint.trim_end_matches('/').to_owned(),
            authority: authority.trim_end_matches('/').to_owned(),
            login,
            token: RefCell::default(),
            output,
        })
    }

    pub(super) fn create_product(&self, product: &Value) -> anyhow::Result<u64> {
        let made = self.call("POST", "products", Some(product))?;
        made["id"].as_u64().context("the new product has no id")
    }

    pub(super) fn create_submission(
        &self,
        product: u64,
        name: &str,
        kind: &str,
    ) -> anyhow::Result<Submission> {
        let path = format!("products/{product}/submissions");
        let made = self.call("POST", &path, Some(&json!({ "name": name, "type": kind })))?;
        let made: Submission = serde_json::from_value(made)?;
        match made.id {
            0 => bail!("the new submission has no id"),
            _ => Ok(made),
        }
    }

    pub(super) fn submission(&self, product: u64, submission: u64) -> anyhow::Result<Submission> {
        let path = format!("products/{product}/submissions/{submission}");
        Ok(serde_json::from_value(self.call("GET", &path, None)?)?)
    }

    pub(super) fn commit(&self, product: u64, submission: u64) -> anyhow::Result<()> {
        let path = format!("products/{product}/submissions/{submission}/commit");
        self.call("POST", &path, None).map(drop)
    }

    /// Puts a file where a signed address of Azure's storage leads. No token goes there.
    pub(super) fn upload(&self, file: &Path, address: &str, progress: bool) -> anyhow::Result<()> {
        let make = || {
            let request = Request::new("PUT", address)?;
            let request = request.header("x-ms-blob-type: BlockBlob");
            let request = request.header("Content-Type: application/octet-stream");
            request.file(file).send(progress)
        };
        let response = self.patiently(make)?;
        accept(&response, "PUT", without_query(address)).map(drop)
    }

    pub(super) fn download(&self, address: &str, to: &Path, progress: bool) -> anyhow::Result<()> {
        let part = to.with_added_extension("part");
        let make = || {
            Request::new("GET", address)?
                .into_file(&part)
                .send(progress)
        };
        let response = self.patiently(make)?;
        if let Err(error) = accept(&response, "GET", without_query(address)) {
            // What is in it is the server's explanation.
            let _ = std::fs::remove_file(&part);
            return Err(error);
        }
        std::fs::rename(&part, to).with_context(|| format!("cannot write {}", to.display()))
    }

    /// Calls a method of the API.
    fn call(&self, method: &str, path: &str, body: Option<&Value>) -> anyhow::Result<Value> {
        let url = format!("{}/{path}", self.endpoint);
        let make = || {
            let token = self.token()?;
            let request = Request::new(method, &url)?
                .header(&format!("Authorization: Bearer {token}"))
                .header("Accept: application/json");
            let request = match (method, body) {
                ("GET", _) => request,
                (_, body) => request
                    .header("Content-Type: application/json")
                    .body(&body.map(Value::to_string).unwrap_or_default()),
            };
            request.send(false)
        };
        let mut response = self.patiently(make)?;
        if response.status == 401 && matches!(self.login, Login::Application { .. }) {
            // The token was an hour old.
            self.token.replace(None);
            response = self.patiently(make)?;
        }
        let body = accept(&response, method, &url)?;
        if body.trim().is_empty() {
            return Ok(Value::Null);
        }
        serde_json::from_str(body).with_context(|| format!("{method} {url}: no JSON came back"))
    }

    /// A token that was not refused yet.
    fn token(&self) -> anyhow::Result<String> {
        let (tenant, client, secret) = match &self.login {
            Login::Token(token) => return Ok(token.clone()),
            Login::Application {
                tenant,
                client,
                secret,
            } => (tenant, client, secret),
        };
        if let Some(token) = &*self.token.borrow() {
            return Ok(token.clone());
        }
        let url = format!("{}/{tenant}/oauth2/token", self.authority);
        let make = || {
            Request::new("POST", &url)?
                .field("grant_type", "client_credentials")
                .field("client_id", client)
                .field("client_secret", secret)
                .field("resource", RESOURCE)
                .send(false)
        };
        let response = self.patiently(make)?;
        if response.status != 200 {
            let said: Value = serde_json::from_str(&response.body).unwrap_or_default();
            let why = said["error_description"].as_str().unwrap_or_default();
            bail!(
                "{url} gives the application no token ({}): {why}",
                response.status
            );
        }
        let said: Value = serde_json::from_str(&response.body)?;
        let token = said["access_token"].as_str();
        let token = token.with_context(|| format!("{url} answered without a token"))?;
        self.token.replace(Some(token.to_owned()));
        Ok(token.to_owned())
    }

    /// Makes a request again for as long as the server says that it has too many.
    fn patiently(&self, make: impl Fn() -> anyhow::Result<Response>) -> anyhow::Result<Response> {
        let mut response = make()?;
        for _ in 1..MOST_ATTEMPTS {
            if !matches!(response.status, 429 | 503) {
                break;
            }
            let wait = response.retry_after.unwrap_or(WAIT).min(LONGEST_WAIT);
            let (status, seconds) = (response.status, wait.as_secs());
            self.output.note(
                "Waiting",
                format_args!("{seconds} s, as the server asks ({status})"),
            );
            thread::sleep(wait);
            response = make()?;
        }
        Ok(response)
    }
}

/// The body of an answer that says yes.
fn accept<'a>(response: &'a Response, method: &str, url: &str) -> anyhow::Result<&'a str> {
    let status = response.status;
    if (200..300).contains(&status) {
        return Ok(&response.body);
    }
    let advice = match status {
        401 => {
            "the token is refused; one lives for 60 minutes. Set a new one, or the application's \
             ids and key, with which new ones are fetched"
        }
        403 => {
            "the application may not; in Partner Center it needs the hardware role Driver Submitter"
        }
        404 => "there is no such product or submission in this account",
        429 | 503 => "there are too many requests; run the same command again later",
        500.. => "the server failed; run the same command again later",
        _ => "the request is refused",
    };
    bail!("{method} {url}: {status}, {advice}{}", said(&response.body))
}

/// What the server says of an error.
fn said(body: &str) -> String {
    let value: Value = serde_json::from_str(body).unwrap_or_default();
    let mut messages = Vec::new();
    messages_in(&value, &mut messages);
    let text = match messages.is_empty() {
        true => body.trim().chars().take(300).collect(),
        false => messages.join("; "),
    };
    match text.is_empty() {
        true => text,
        false => format!(". It says: {text}"),
    }
}

/// The values called `message`, however deep: the form of errors is not documented.
fn messages_in(value: &Value, messages: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                match value.as_str() {
                    Some(text) if name.eq_ignore_ascii_case("message") => {
                        messages.push(text.to_owned());
                    }
                    _ => messages_in(value, messages),
                }
            }
        }
        Value::Array(values) => values.iter().for_each(|it| messages_in(it, messages)),
        _ => {}
    }
}
