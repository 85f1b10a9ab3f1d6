// The rooms that anybody can join, found by name.
import { useCallback, useEffect, useState } from 'react';
import type { RoomView } from '#client/model.ts';
import { useKith } from '#web/app/kith.ts';
import { LOBBY } from '#web/app/places.ts';
import { PlaceFace } from '#web/faces/face.tsx';
import { Line } from '#web/faces/line.tsx';
import { useAct } from '#web/parts/use-act.ts';
import { Finder } from '#web/sheets/finder.tsx';
import { more } from '#web/words/more.ts';
import { plural, words } from '#web/words/words.ts';
import styles from './rooms.module.css';

const ASK_AFTER_MS = 150;

/** Choosing a room joins it, unless one is in it; then `onOpen` gets its id. */
export function Rooms({ onOpen }: { onOpen: (chat: string) => void }) {
  const { client } = useKith();
  const [query, setQuery] = useState('');
  const { rooms, wrong } = useRooms(query);
  const join = useAct();
  const choose = (id: string): void => {
    const room = rooms?.find((one) => one.id === id);
    if (!room || join.busy) return;
    if (room.joined) onOpen(id);
    else void join.run(client.join(id), () => onOpen(id));
  };
  const none = query.trim() === '' ? more.rooms.empty : more.rooms.none(query.trim());
  return (
    <Finder
      label={more.rooms.find}
      hint={more.rooms.find}
      listLabel={more.rooms.title}
      query={query}
      onQuery={setQuery}
      items={rooms ?? []}
      draw={(room) => <RoomLine room={room} />}
      onChoose={choose}
      between={<Wrong text={join.wrong} />}
      empty={wrong ?? (rooms === undefined ? more.dialog.waiting : none)}
    />
  );
}

function Wrong({ text }: { text: string | undefined }) {
  return (
    <div role="alert" className={styles.wrong}>
      {text}
    </div>
  );
}

function RoomLine({ room }: { room: RoomView }) {
  const count = more.rooms.members(room.memberCount, plural);
  return (
    <Line
      face={<PlaceFace name={room.name} kind="room" lobby={room.id === LOBBY} />}
      name={room.name}
      below={room.topic ? `${count} · ${room.topic}` : count}
      end={
        <span className={styles.act} data-joined={room.joined}>
          {room.joined ? more.rooms.open : more.rooms.join}
        </span>
      }
    />
  );
}

function useRooms(query: string) {
  const { client } = useKith();
  const [rooms, setRooms] = useState<readonly RoomView[]>();
  const [wrong, setWrong] = useState<string>();
  const find = useCallback(async () => {
    const found = await client.findRooms(query.trim());
    if (found.ok) return { rooms: found.value.items };
    return { wrong: 'offline' in found ? words.failed.offline : found.refused.message };
  }, [client, query]);
  useEffect(() => {
    let current = true;
    const timer = setTimeout(async () => {
      const found = await find();
      if (!current) return;
      setWrong(found.wrong);
      if (found.rooms) setRooms(found.rooms);
    }, ASK_AFTER_MS);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [find]);
  return { rooms, wrong };
}
