// Where somebody's page would be if there were anybody of this name.
import { useDialogs } from '#web/app/dialogs.ts';
import { goBack } from '#web/app/places.ts';
import { Button } from '#web/parts/button.tsx';
import { Empty } from '#web/parts/empty.tsx';
import { usePhone } from '#web/tab/media.ts';
import { peopleWords } from '#web/words/people.ts';

/** There is nobody of this name. */
export function Missing() {
  const dialogs = useDialogs();
  const phone = usePhone();
  const { wall } = peopleWords;
  return (
    <Empty whole title={wall.missing} hint={wall.missingHint}>
      <Button onClick={() => dialogs.open({ name: 'people' })}>{wall.toPeople}</Button>
      {phone && (
        <Button look="word" onClick={() => goBack()}>
          {wall.back}
        </Button>
      )}
    </Empty>
  );
}
