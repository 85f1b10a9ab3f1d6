// What is set for this browser: colours, how dense the list is, what Enter does.
import { changeSettings, type Settings, settings } from '#web/tab/settings.ts';
import { useView } from '#web/tab/use-view.ts';
import { more } from '#web/words/more.ts';
import styles from './looks.module.css';
import { Section } from './section.tsx';

const { themes, densities, enters } = more.account;

/** Each takes effect at once. */
export function Looks() {
  const { theme, density, enter } = useView(settings);
  const set = (change: Partial<Settings>): void => changeSettings(change);
  return (
    <Section title={more.account.looks}>
      <Choice
        label={more.account.theme}
        names={themes}
        value={theme}
        onChoose={(chosen) => set({ theme: chosen })}
      />
      <Choice
        label={more.account.density}
        names={densities}
        value={density}
        onChoose={(chosen) => set({ density: chosen })}
      />
      <Choice
        label={more.account.enter}
        names={enters}
        value={enter}
        onChoose={(chosen) => set({ enter: chosen })}
      />
    </Section>
  );
}

/** Radio buttons in one row. */
function Choice<T extends string>({
  label,
  names,
  value,
  onChoose,
}: {
  label: string;
  names: Readonly<Record<T, string>>;
  value: T;
  onChoose: (value: T) => void;
}) {
  return (
    <fieldset className={styles.choice}>
      <legend>{label}</legend>
      <div>
        {(Object.keys(names) as T[]).map((one) => (
          <label key={one}>
            <input
              type="radio"
              name={label}
              className="unseen"
              checked={one === value}
              onChange={() => onChoose(one)}
            />
            <span>{names[one]}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
