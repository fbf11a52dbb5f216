//! `sentra user`: accounts from the command line, above all the first admin.

use std::io::BufRead;

use backend::deps::Deps;
use backend::identity::add_person::{AddPerson, add_person};
use backend::identity::manage_people::set_role;
use backend::identity::set_password::set_password;
use backend::identity::store::people;
use clap::{Args, Subcommand};
use domain::identity::actor::Actor;
use domain::identity::login::Login;
use domain::identity::role::Role;
use domain::kernel::locale::Locale;

use super::Failure;
use crate::config::Config;
use crate::open;
use crate::say::say;

#[derive(Subcommand)]
pub enum Action {
    /// Make an account. Without --password-stdin a password is made and shown once.
    Add {
        /// E-mail address or mobile number.
        login: String,
        #[arg(long)]
        name: String,
        /// shopper (always), merchant, officer, admin; may be repeated.
        #[arg(long = "role", value_parser = role)]
        roles: Vec<Role>,
        #[command(flatten)]
        password: Password,
    },
    /// Give or take a role.
    Role {
        /// E-mail address or mobile number.
        login: String,
        #[arg(value_parser = role)]
        role: Role,
        /// Take it instead.
        #[arg(long)]
        remove: bool,
    },
    /// Set a new password; the person is logged out everywhere.
    Password {
        /// E-mail address or mobile number.
        login: String,
        #[command(flatten)]
        password: Password,
    },
}

#[derive(Args)]
pub struct Password {
    /// Read the password from the first line of the standard input.
    #[arg(long)]
    password_stdin: bool,
}

fn role(text: &str) -> Result<Role, String> {
    Role::from_code(text).ok_or_else(|| format!("one of {}", Role::ALL.map(Role::code).join(", ")))
}

impl Password {
    /// The password, and whether it has to be shown.
    fn get(&self, deps: &Deps) -> Result<(String, bool), Failure> {
        if !self.password_stdin {
            return Ok((deps.random.link_secret().chars().take(20).collect(), true));
        }
        let mut line = String::new();
        std::io::stdin().lock().read_line(&mut line)?;
        Ok((line.trim_end_matches(['\r', '\n']).to_owned(), false))
    }
}

fn login(text: &str) -> Result<Login, Failure> {
    Login::parse(text).map_err(|_| Failure::new(format!("{text:?} is neither an e-mail address nor an Indonesian mobile number")))
}

pub async fn run(config: &Config, action: Action) -> Result<(), Failure> {
    let deps = open::deps(config).await?;
    super::serve::ready_tables(config, &deps, false).await?;
    match action {
        Action::Add { login: text, name, roles, password } => {
            let (password, made) = password.get(&deps)?;
            let input = AddPerson { name, login: login(&text)?, password: password.clone(), roles, locale: Locale::Id };
            add_person(&deps, &Actor::System, input).await?;
            say(format_args!("There is an account {text} now."));
            show(made, &password);
        }
        Action::Role { login: text, role, remove } => {
            let person = people::find_by_login(&mut deps.db.reader(), &login(&text)?).await?;
            let person = person.ok_or_else(|| Failure::new(format!("nobody has the log-in {text}")))?;
            set_role(&deps, &Actor::System, person.id, role, !remove).await?;
            say(format_args!("{text} {} {} now.", if remove { "is not" } else { "is" }, role.code()));
        }
        Action::Password { login: text, password } => {
            let (password, made) = password.get(&deps)?;
            set_password(&deps, &Actor::System, &login(&text)?, password.clone()).await?;
            say(format_args!("{text} has a new password and is logged out everywhere."));
            show(made, &password);
        }
    }
    deps.db.close().await;
    Ok(())
}

fn show(made: bool, password: &str) {
    if made {
        say(format_args!("Password: {password}"));
    }
}
