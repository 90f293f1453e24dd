import './settings.css'
import { Link } from '#ui/Link.tsx'
import { PageTop } from '#ui/PageTop.tsx'
import { mayDo, useSession } from '#ui/useSession.tsx'
import { useLabel, useText } from '#ui/useText.tsx'
import { settingsGroups } from './settingsGroups.ts'
import { shellText } from './shell.text.ts'
import { useSettings } from './useSettings.ts'

/** Everything that business people set themselves; a person finds what their role may change. */
export function SettingsPage() {
  const t = useText(shellText)
  const label = useLabel()
  const session = useSession()
  const found = useSettings().flatMap(({ path, settings }) =>
    settings && mayDo(session, settings.access) ? [{ path, settings }] : [],
  )
  const groups = settingsGroups.flatMap(group => {
    const entries = found.filter(one => (one.settings.group ?? 'company') === group)
    return entries.length > 0 ? [{ group, entries }] : []
  })
  return (
    <>
      <PageTop title={t('shell.settings')} />
      {groups.map(({ group, entries }) => (
        <section key={group} className={`settinggroup ${group}`}>
          <h2>{t(`shell.settings.${group}`)}</h2>
          <ul className="settings">
            {entries.map(({ path, settings }) => (
              <li key={path}>
                <Link className="card" href={path}>
                  <b>{label(settings.label)}</b>
                  <span>{label(settings.say)}</span>
                </Link>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </>
  )
}
