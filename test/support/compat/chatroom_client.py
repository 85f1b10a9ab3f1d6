# A terminal client of chatroom in the original's technology, driven by lines of JSON on standard input; every answer
# and event is a line of JSON on standard output. `requests.post` keeps no cookie, `connect` sends none.
import json
import sys
import threading

import requests
import socketio

URL, USERNAME, PASSWORD = sys.argv[1:4]
EVENTS = [
    "message_history",
    "user_joined",
    "user_left",
    "new_message",
    "online_users",
    "error",
    "disconnect",
]


# Each event is handled on a thread of its own; two lines must not run into each other.
turn = threading.Lock()


def tell(event, data):
    with turn:
        print(json.dumps({"event": event, "data": data}), flush=True)


def post(path):
    answer = requests.post(URL + path, json={"username": USERNAME, "password": PASSWORD})
    tell(path, {"status": answer.status_code, "body": answer.json()})


client = socketio.Client(reconnection_delay=0.1, reconnection_delay_max=0.2, randomization_factor=0)
for name in EVENTS:
    client.on(name, lambda data=None, name=name: tell(name, data))
client.on("connect", lambda: tell("connect", None))

for line in sys.stdin:
    asked = json.loads(line)
    if asked["do"] == "post":
        post(asked["path"])
    elif asked["do"] == "connect":
        client.connect(URL)
    elif asked["do"] == "emit":
        client.emit(asked["event"], *asked["data"])
    elif asked["do"] == "exit":
        break
client.disconnect()
