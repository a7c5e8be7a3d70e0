export const templateKinds = ['open', 'listed', 'closed'] as const;
export type TemplateKind = (typeof templateKinds)[number];

const choices: Readonly<Record<TemplateKind, { readonly join: string; readonly safeguarding: string }>> = {
  open: { join: 'open', safeguarding: 'none' },
  listed: { join: 'request', safeguarding: 'standard' },
  closed: { join: 'invitation', safeguarding: 'high' },
};

const nameOf = (slug: string) =>
  slug
    .split('-')
    .map((word) => `${word[0]?.toUpperCase() ?? ''}${word.slice(1)}`)
    .join(' ');

/** The file of a new community. What stands there works as it is; what is commented out is a choice to make. */
export function communityTemplate(slug: string, kind: TemplateKind): string {
  const { join, safeguarding } = choices[kind];
  return `# yaml-language-server: $schema=../schema/community.json
# ${nameOf(slug)}. Changes apply within a second of saving; a file with a mistake changes nothing.
# To check it: npx polyphony config check

# What people call it.
name: ${JSON.stringify(nameOf(slug))}

# Who may look in: open (anyone), listed (anyone finds it, members read it), closed (outside there is only a door).
access: ${kind}
# How people become members: open (by themselves), request, invitation, closed.
join: ${join}
# How carefully members are protected: none, standard, high.
safeguarding: ${safeguarding}

# One sentence that says why it exists, and a second one that says who meets here. Managers write these in /manage/settings;
# what stands here is fixed for them.
# purpose: ''
# description: ''

# Hosts of its own. Without any it is at /c/${slug}/ of the platform.
# hosts: [${slug}.example]

# Two colours; all others follow from them, with enough contrast.
brand: { colour: '#1d6b43', accent: '#eda32f' }

# The first is the default.
languages: [en]
timeZone: UTC
${
  kind === 'closed'
    ? `
# What somebody finds at the door.
# door:
#   howToAsk: Ask the person who told you about us.
#   contacts:
#     - { label: Who helps, detail: Call 0000 at any hour, href: 'tel:0000' }
#   quickExit: https://www.example.org/
`
    : ''
}
# Roles beside member and manager, with the permissions that they add.
# roles:
#   organiser: { label: Organiser, permissions: [] }

# Naming an extension turns it on. What is installed: npx polyphony extension list
extensions:
  groups: {}
`;
}
