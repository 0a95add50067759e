import type { InvitedRole, Role } from "@/lib/accounts/roles";
import type { InvitationView } from "@/lib/accounts/schemas";
import { count, list, number } from "./format";

/** What is said at the door, and of the team. */
export const signInMessages = {
  accounts: {
    roles: { owner: "Owner", editor: "Editor", annotator: "Annotator", reader: "Reader" } satisfies Record<
      Role,
      string
    >,
    roleMeans: {
      editor: "Reads, highlights and writes notes; removes notes of others where they are out of place.",
      annotator: "Reads, highlights and writes notes.",
      reader: "Reads, searches, and sees what the team highlights and notes.",
    } satisfies Record<InvitedRole, string>,
    signIn: {
      title: "Sign in",
      submit: "Sign in",
      accessEnded:
        "You are not in this team any more. What this browser kept of it was taken away. If you think that is a mistake, ask the person who runs this Concord.",
      noAccount: "No account yet? Ask the person who runs this Concord for an invitation.",
      forgotten: "Forgotten your password? The owner can make a link for you to choose a new one.",
    },
    ways: {
      provider: (name: string, isJoining: boolean) => `${isJoining ? "Join" : "Sign in"} with ${name}`,
      providerHow: (name: string) =>
        `You sign in there and come back here. We learn your name and e-mail address from ${name}.`,
      providerEnds:
        "If you have come in with a password only until now, that password ends, and so do your API tokens: until then nobody had shown that your e-mail address is yours.",
      mailTitle: (isJoining: boolean) => `${isJoining ? "Join" : "Sign in"} by e-mail`,
      mailSubmit: "Send me a link",
      mailHow: "We send you a link that signs you in, without a password.",
    },
    sent: {
      title: "Look into your mailbox",
      text: (minutes: number) =>
        `If this address may sign in here, a link is on its way to it. It works once, for ${minutes} minutes, in any browser.`,
      how: "Nothing has come? Look among the unwanted mail, and check that the address is the one that was invited.",
    },
    link: {
      title: "Sign in",
      lead: (email: string) => `You are about to sign in as ${email}.`,
      newTitle: "Join the team",
      newLead: (email: string) => `You are about to join this team as ${email}.`,
      endsPassword:
        "Nobody has shown before that this address is theirs, so somebody else may have chosen the password of this account. That password stops working, its API tokens end, and it is signed out everywhere else. Nothing else is lost.",
      submit: "Sign in",
      join: "Join",
      unknownTitle: "This link does not work",
      unknown: "It was used already, is too old, or has lost its end on the way to you.",
      unknownHow: "Go to the page for signing in, and have a new one sent to you.",
    },
    again: {
      title: "Sign in to go on",
      lead: {
        reading: "Your session has ended. You stay where you are in the text.",
        saving: "Your session has ended. What you did is still here, and is saved as soon as you have signed in.",
        confirming: "Enter your password to make this change.",
      },
      confirm: {
        title: "Confirm that it’s you",
        leadWithoutPassword: "Sign in again in a new tab, and then come back here to make this change.",
        signIn: "Sign in again",
        submit: "Confirm",
        cancel: "Cancel",
      },
      notConfirmed: "Nothing was changed, because you did not confirm that it’s you.",
      submit: "Sign in and go on",
      cancel: "Not now",
      otherWay: "Sign in another way",
      otherWayHow: "in a new tab, and come back here.",
    },
    setUp: {
      title: "Set up Concord",
      lead: "You are the first to come here, so you become the owner: you invite the others and decide what they may do.",
      submit: "Set up and start reading",
      code: "Set-up code",
      codeHint: "It was printed in the terminal in which Concord was started.",
    },
    join: {
      title: "Join the team",
      lead: (invitedBy: string, role: Role) =>
        role === "reader"
          ? `${invitedBy} invites you to read the team’s reports with its highlights and notes.`
          : `${invitedBy} invites you to read the team’s reports, highlight passages and write notes.`,
      groups: (names: readonly string[]) =>
        `You will be in the ${names.length === 1 ? "group" : "groups"} ${list.format(names)}, whose members see what is for ${names.length === 1 ? "it" : "them"}.`,
      submit: "Join",
      haveAccount: "I have an account already",
      haveJoined: "Have you joined before? Sign in",
      closedTitle: "This invitation does not work any more",
      unknownTitle: "There is no such invitation",
      closed: {
        "used-up": "Everyone for whom this link was made has joined already.",
        expired: "It was good for a while only, and that time is over.",
        revoked: "It was withdrawn.",
        unknown: "The link may have lost its end on the way to you.",
      },
      closedHow: "Ask the person who sent you the link for a new one.",
      memberTitle: "You are in this team already",
      member: (name: string) => `You are signed in as ${name}.`,
    },
    reset: {
      title: "Choose a new password",
      lead: (name: string) =>
        `For the account of ${name}. You are then signed in here, and signed out everywhere else. API tokens end too.`,
      password: "New password",
      submit: "Keep it and sign in",
      unknownTitle: "This link does not work",
      unknown: "It was used already, is too old, or has lost its end on the way to you.",
      unknownHow: "Ask the owner of this Concord for a new one.",
      section: "Forgotten passwords",
      sectionLead:
        "Make a link with which a member chooses a new password. They are then signed out wherever they are signed in, and their API tokens end; nothing else of theirs is lost.",
      person: "Who cannot sign in",
      make: "Make a link for a new password",
      made: (name: string) => `Link for ${name} to choose a new password`,
      once: "It works once, for 24 hours, and is shown only now. Send it to nobody else: whoever opens it has the account.",
    },
    fields: {
      name: "Your name",
      nameHint: "The others see it beside your highlights and notes.",
      email: "E-mail address",
      password: "Password",
      showPassword: "Show what is typed",
      newPasswordHint: "At least 12 characters. A few words that you can remember make a good one.",
    },
    /** By the code of the server's error; the server's own sentence where a code is not here. */
    problems: {
      "bad-request":
        "Please check what you typed: a name, an e-mail address, and a password of 12 to 200 characters where it is a new one.",
      "wrong-credentials": "The e-mail address or the password is not right.",
      "too-many-attempts":
        "This was tried too often. Wait five minutes and try again, or use a browser in which you have signed in before.",
      "too-many-at-once": "Too many sign-ins at the same time. Wait a moment, then try again.",
      busy: "Too many people are signing in at the moment. Wait a moment, then try again.",
      "not-invited":
        "Nobody with this e-mail address was invited. Ask the owner for an invitation, and open its link first.",
      "email-not-verified":
        "Your account there has no e-mail address that was verified, so we cannot know that it is yours.",
      "other-identity":
        "Another account there was used before with your e-mail address. Ask the owner for a link to choose a password.",
      "provider-refused": "Signing in there was not finished. Try again, or come in another way.",
      "not-reauthenticated":
        "The service did not confirm that you signed in there just now. Try again, or sign in another way.",
      "provider-failed": "Signing in there did not work. Try again, or come in another way.",
      "visit-over": "Signing in took too long, or was begun in another browser. Begin again.",
      "link-unknown": "This link does not work any more. Have a new one sent to you.",
      "common-password": "Many people have this password, or it is your e-mail address. Choose another.",
      "reset-unknown": "This link does not work any more. Ask for a new one.",
      "wrong-code": "This is not a code that was printed where Concord was started.",
      "already-set-up": "Concord has been set up already. Sign in, or ask its owner to invite you.",
      "not-this-machine": "Concord can only be set up at 127.0.0.1, on the machine on which it runs.",
      "email-taken": "There is an account with this e-mail address already. Sign in with it.",
    } as Record<string, string>,
    unknownProblem: "That did not work. Please try again.",
    unreachable: "Concord cannot be reached. Check the connection, and try again.",
    team: {
      title: "Team",
      lead: "Everyone who reads here with you.",
      name: "Name",
      role: "Role",
      since: "Since",
      you: "you",
      invite: "Invite people",
      inviteLead: "Make a link and send it to the people who are to join. Whoever has it can join until it ends.",
      inviteRole: "They become",
      days: "The link works for",
      dayCount: (n: number) => count(n, "day", "days"),
      uses: "How many people may join by it",
      create: "Make the link",
      made: "Invitation link",
      once: "The link is shown only now. Send it to the people you mean: it is all they need.",
      invitations: "Invitations",
      noInvitations: "No invitations yet.",
      noInvitationsHow: "The links you make are listed here with how often they were used, and can be withdrawn.",
      states: { open: "Works", "used-up": "Used up", expired: "Expired", revoked: "Withdrawn" } satisfies Record<
        InvitationView["state"],
        string
      >,
      used: (uses: number, maxUses: number) => `${number.format(uses)} of ${count(maxUses, "person", "people")} joined`,
      until: (date: string) => `until ${date}`,
      madeBy: (name: string) => `made by ${name}`,
      revoke: "Withdraw",
      revokeNamed: (role: string, date: string) => `Withdraw the invitation (${role}, made ${date})`,
      revoked: "The link no longer works.",
      restored: "The link works again.",
    },
    menu: {
      label: (name: string) => `Account: ${name}`,
      notes: "All notes",
      team: "Team",
      signOut: "Sign out",
    },
    signOut: {
      title: "Sign out now?",
      lead: "This is not saved, and stands on this device only. Signing out takes it away.",
      done: "Everything is saved now.",
      list: "What would be lost",
      draft: "You began to write:",
      stay: "Stay",
      save: "Try to save",
      discard: "Sign out and throw it away",
      submit: "Sign out",
      failed: "You are not signed out.",
    },
  },
} as const;
