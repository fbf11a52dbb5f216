use super::*;

fn read(file: &str, environment: &[(&str, &str)]) -> Result<Config, ConfigError> {
    let environment = environment.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned()));
    let (given, problems) = Given::collect(Some((Path::new("sentra.toml"), file)), environment);
    Config::understand(&given, problems)
}

fn complaint(file: &str, environment: &[(&str, &str)]) -> String {
    read(file, environment).err().expect("should be refused").to_string()
}

#[test]
fn nothing_given_is_a_whole_development_house() {
    let c = read("", &[]).unwrap();
    assert_eq!(c.database_url, "sqlite:./var/sentra.db");
    assert_eq!(c.base_url, "http://127.0.0.1:3000");
    assert!(c.development() && c.sandbox_card && c.worker_in_serve && !c.https());
}

#[test]
fn the_environment_is_stronger_than_the_file_and_the_own_name_stronger_than_the_common_one() {
    let file = "listen = \"127.0.0.1:4000\"\npage_cache = false\npage_cache_mb = 8\ntrusted_proxies = [\"::1\", \"10.0.0.0/8\"]";
    let c = read(file, &[("SENTRA_LISTEN", "127.0.0.1:5000"), ("DATABASE_URL", "postgres://a@b/c")]).unwrap();
    assert_eq!((c.listen.port(), c.page_cache, c.page_cache_mb, c.trusted_proxies.len()), (5000, false, 8, 2));
    assert_eq!(c.database_url, "postgres://a@b/c");
    let c = read("", &[("SENTRA_DATABASE_URL", "sqlite:/x.db"), ("DATABASE_URL", "postgres://a@b/c")]).unwrap();
    assert_eq!(c.database_url, "sqlite:/x.db");
}

#[test]
fn everything_wrong_is_said_at_once_with_key_value_and_remedy() {
    let said = complaint("listen = \"here\"\npage_cache_mb = 0\nlistn = 1\nmode = [1]", &[("SENTRA_LOG_FORMAT", "xml")]);
    for part in [
        "listen: \"here\" (from sentra.toml)",
        "127.0.0.1:3000",
        "page_cache_mb: \"0\"",
        "did you mean listen?",
        "type array",
        "(from SENTRA_LOG_FORMAT)",
        "text or json",
    ] {
        assert!(said.contains(part), "{part} is missing in:\n{said}");
    }
    assert!(complaint("", &[("SENTRA_LISTN", "x")]).contains("SENTRA_LISTEN?"));
    // The scripts' own variables are none of ours.
    assert!(read("", &[("SENTRA_SITE_DIR", "/x"), ("SENTRA_CHROMIUM", "y")]).is_ok());
}

#[test]
fn secrets_are_neither_shown_nor_quoted() {
    let said = complaint("", &[("SENTRA_DATABASE_URL", "mysql://u:geheim@h/db"), ("SENTRA_MAIL", "geheim")]);
    assert!(!said.contains("geheim"), "{said}");
    let environment = [("SENTRA_DATABASE_URL", "postgres://u:geheim@h/db"), ("SENTRA_MAIL", "smtps://u:geheim@h")];
    let (given, problems) = Given::collect(None, environment.map(|(k, v)| (k.to_owned(), v.to_owned())));
    let shown = Config::understand(&given, problems).unwrap().show(&given);
    assert!(!shown.contains("geheim") && shown.contains("postgres://u:…@h/db"), "{shown}");
    let broken = complaint("mail = \"smtps://u:geheim@h", &[]);
    assert!(!broken.contains("geheim"), "{broken}");
}

#[test]
fn production_says_where_it_lives_and_takes_no_play_money() {
    assert!(complaint("mode = \"production\"", &[]).contains("base_url"));
    let c = read("mode = \"production\"\nbase_url = \"https://sentra.example/\"", &[]).unwrap();
    assert!(c.https() && !c.sandbox_card);
    assert!(complaint("mode = \"production\"\nbase_url = \"https://sentra.example\"\nsandbox_card = true", &[]).contains("moves no money"));
    assert!(complaint("mode = \"production\"\nbase_url = \"https://sentra.example\"\nclock_ahead = 5", &[]).contains("in the future"));
}

#[test]
fn every_key_shows_up_when_shown() {
    let (given, problems) = Given::collect(None, []);
    let shown = Config::understand(&given, problems).unwrap().show(&given);
    for k in &keys::KEYS {
        assert!(shown.contains(&format!("{} = ", k.name)), "{}", k.name);
    }
}

#[test]
fn a_variable_that_is_not_utf8_is_told_or_nobodys() {
    use std::ffi::OsString;
    use std::os::unix::ffi::OsStringExt;
    let broken = || OsString::from_vec(vec![b'a', 0xff]);
    let (pairs, problems) = given::readable([
        (broken(), "x".into()),
        ("LS_COLORS".into(), broken()),
        ("SENTRA_DATA_DIR".into(), broken()),
        ("SENTRA_MODE".into(), "production".into()),
    ]);
    assert_eq!(pairs, [("SENTRA_MODE".to_owned(), "production".to_owned())]);
    assert_eq!(problems.iter().map(|p| p.key.as_str()).collect::<Vec<_>>(), ["SENTRA_DATA_DIR"]);
}

#[test]
fn mail_that_could_not_be_sent_is_found_before_it_is() {
    for mail in ["smtp://", "smtps://u:geheim@h:port", "smtp://h:587?tls=perhaps", "smtpx://h", "nowhere"] {
        let said = complaint(&format!("mail = \"{mail}\""), &[]);
        assert!(said.contains("smtps://user:password@host:465") && !said.contains("geheim"), "{mail}: {said}");
    }
    for from in ["Sentra", "Sentra <halo@>", "Sentra halo@sentra.example>", "a@b.example, c@d.example"] {
        assert!(complaint(&format!("mail_from = \"{from}\""), &[]).contains("mail_from"), "{from}");
    }
    for mail in ["files", "smtps://user:pass@host:465", "smtp://host:587?tls=required"] {
        read(&format!("mail = \"{mail}\"\nmail_from = \"Sentra <halo@sentra.example>\""), &[]).unwrap();
    }
}

#[test]
fn development_where_others_can_reach_it_is_a_danger() {
    for safe in ["", "listen = \"[::1]:3000\"", "mode = \"production\"\nlisten = \"0.0.0.0:3000\"\nbase_url = \"https://sentra.example\""] {
        assert_eq!(read(safe, &[]).unwrap().dangers(), Vec::<String>::new(), "{safe}");
    }
    for open in ["listen = \"0.0.0.0:3000\"", "listen = \"192.168.1.7:80\"", "base_url = \"https://sentra.example\""] {
        let dangers = read(open, &[]).unwrap().dangers();
        assert!(dangers.len() == 1 && dangers[0].contains("mode = \"production\""), "{open}: {dangers:?}");
    }
}
