import Foundation

/// What Postfix reads: it takes mail of a known user on loopback, and nothing leaves it.
extension PostfixServer {
    static func main(in folder: String) -> String {
        """
        compatibility_level = 3.6
        queue_directory = \(folder)/queue
        data_directory = \(folder)/data
        command_directory = /usr/sbin
        daemon_directory = /usr/lib/postfix/sbin
        mail_owner = postfix
        setgid_group = postdrop
        maillog_file = \(folder)/log/mail.log
        maillog_file_prefixes = \(folder)
        inet_interfaces = 127.0.0.1
        inet_protocols = ipv4
        disable_dns_lookups = yes
        notify_classes =
        myhostname = mail.test
        mydestination =
        local_recipient_maps =
        alias_maps =
        alias_database =
        mynetworks =
        default_transport = error:nothing leaves
        relay_transport = error:nothing leaves
        virtual_mailbox_domains = shop.example
        virtual_mailbox_base = \(folder)/mail
        virtual_mailbox_maps = texthash:\(folder)/etc/mailboxes
        virtual_minimum_uid = 1
        virtual_uid_maps = texthash:\(folder)/etc/users
        virtual_gid_maps = texthash:\(folder)/etc/groups

        """
    }

    /// Who is let in, and how.
    static func admission(in folder: String) -> String {
        """
        smtpd_tls_security_level = may
        smtpd_tls_chain_files = \(folder)/etc/chain.pem
        smtpd_sasl_auth_enable = yes
        smtpd_sasl_local_domain = mail.test
        smtpd_restriction_classes = policy
        policy = check_policy_service unix:private/policy
        smtpd_relay_restrictions = permit_sasl_authenticated, reject
        smtpd_recipient_restrictions = check_recipient_access texthash:\(folder)/etc/recipients,
            permit_sasl_authenticated, reject

        """
    }

    static func master(in folder: String, _ port: Int, _ tlsPort: Int) -> String {
        """
        127.0.0.1:\(port) inet n - n - - smtpd
        127.0.0.1:\(tlsPort) inet n - n - - smtpd -o smtpd_tls_wrappermode=yes
        cleanup unix n - n - 0 cleanup
        qmgr unix n - n 300 1 qmgr
        tlsmgr unix - - n 1000? 1 tlsmgr
        rewrite unix - - n - - trivial-rewrite
        bounce unix - - n - 0 bounce
        defer unix - - n - 0 bounce
        trace unix - - n - 0 bounce
        virtual unix - n n - - virtual
        error unix - - n - - error
        retry unix - - n - - error
        anvil unix - - n - 1 anvil
        postlog unix-dgram n - n - 1 postlogd
        policy unix - n n - 0 spawn user=nobody argv=/usr/bin/python3 -I \
        \(folder)/etc/policy.py \(folder)/grey \(folder)/mail/full/new

        """
    }

    static func tables(in folder: String) -> [(name: String, text: String)] {
        let names = ["customer", "grey", "full"]
        func table(_ value: String) -> String {
            names.map { "\($0)@shop.example \(value)\n" }.joined()
        }
        return [
            ("mailboxes", names.map { "\($0)@shop.example \($0)/\n" }.joined()),
            (
                "recipients",
                "full@shop.example policy\ngrey@shop.example policy\n"
            ),
            ("users", table("@UID@")), ("groups", table("@GID@")), ("policy.py", policy),
            (
                "sasl/smtpd.conf",
                """
                pwcheck_method: auxprop
                auxprop_plugin: sasldb
                sasldb_path: \(folder)/etc/sasl/users
                mech_list: PLAIN LOGIN

                """
            ),
        ]
    }

    /// Answers `Greylisted` to the first question about a recipient, as greylisting servers do; and
    /// that a mailbox is full while its one mail lies there, as a quota does.
    private static let policy = """
        import os, sys
        facts = {}
        for line in sys.stdin:
            name, _, value = line.strip().partition("=")
            if name:
                facts[name] = value
                continue
            recipient = facts["recipient"]
            if recipient.startswith("full@"):
                full = os.path.isdir(sys.argv[2]) and os.listdir(sys.argv[2])
                action = "552 5.2.2 mailbox full" if full else "DUNNO"
            else:
                path = sys.argv[1] + "/" + recipient
                action = "DUNNO" if os.path.exists(path) else "DEFER_IF_PERMIT Greylisted"
                open(path, "a").close()
            print("action=" + action + "\\n", flush=True)
            facts = {}

        """

    /// Makes what is missing in the folder, starts Postfix and ends it with the end of input.
    static let script = """
        set -eu
        cd "$1"
        chmod 0755 . etc etc/sasl
        mkdir -p queue data mail log grey
        chown postfix data
        # The policy, which is not the server's, sees what is in the mailboxes.
        chown nobody grey mail
        sed -i "s/@UID@/$(id -u nobody)/" etc/users
        sed -i "s/@GID@/$(id -g nobody)/" etc/groups
        printf %s "$2" | saslpasswd2 -p -c -f "$1/etc/sasl/users" -u mail.test seller
        chown postfix etc/sasl/users
        postfix -c "$1/etc" check
        postfix -c "$1/etc" start-fg </dev/null &
        read -r line || :
        kill -TERM "$(tr -d ' ' <queue/pid/master.pid)"
        wait
        """
}
