<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>AboutModel</name>
    <message>
        <source>What do these numbers mean?</source>
        <translation>Was bedeuten diese Zahlen?</translation>
    </message>
    <message>
        <source>They say how the voice sounds, not what anybody feels, and nothing about the words.</source>
        <translation>Die Zahlen sagen, wie die Stimme klingt, nicht was jemand fühlt, und nichts über die Worte.</translation>
    </message>
    <message>
        <source>The percentage</source>
        <translation>Die Prozentzahl</translation>
    </message>
    <message>
        <source>Of results shown with 70%, about 70 in 100 should be right for voices like those it learned from. Below the model&apos;s own threshold the meter says “Unsure” instead of guessing.</source>
        <translation>Von Ergebnissen mit 70 % sollten etwa 70 von 100 stimmen, bei Stimmen wie denen, aus denen gelernt wurde. Unter der Schwelle des Modells sagt die Anzeige „Unsicher“, statt zu raten.</translation>
    </message>
    <message>
        <source>When there is no result</source>
        <translation>Wenn es kein Ergebnis gibt</translation>
    </message>
    <message>
        <source>Silence, too little speech, noise and an overloaded input are never shown as an emotion, and never as “Neutral”.</source>
        <translation>Stille, zu wenig Sprache, Lärm und ein übersteuerter Eingang werden nie als Emotion gezeigt, auch nicht als „Neutral“.</translation>
    </message>
    <message>
        <source>On voices the model never heard</source>
        <translation>Bei Stimmen, die das Modell nie gehört hat</translation>
    </message>
    <message>
        <source>At a microphone the model does not know</source>
        <translation>An einem Mikrofon, das das Modell nicht kennt</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>Lizenz</translation>
    </message>
    <message>
        <source>The model&apos;s card</source>
        <translation>Die Karte des Modells (englisch)</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>What the model has learned of this place</source>
        <translation>Was das Modell von diesem Ort gelernt hat</translation>
    </message>
    <message numerus="yes">
        <source>%n utterance(s) stand behind the reference of this microphone and room: means over all speakers, no audio, and nothing of one person.</source>
        <translation>
            <numerusform>%n Äußerung steht hinter der Referenz für dieses Mikrofon in diesem Raum: Mittelwerte über alle Sprecher, kein Ton, und nichts von einer einzelnen Person.</numerusform>
            <numerusform>%n Äußerungen stehen hinter der Referenz für dieses Mikrofon in diesem Raum: Mittelwerte über alle Sprecher, kein Ton, und nichts von einer einzelnen Person.</numerusform>
        </translation>
    </message>
    <message>
        <source>Forget this place</source>
        <translation>Diesen Ort vergessen</translation>
    </message>
    <message>
        <source>It is forgotten, and learned anew from now on.</source>
        <translation>Er ist vergessen und wird von nun an neu gelernt.</translation>
    </message>
</context>
<context>
    <name>Actions</name>
    <message>
        <source>Start a new session</source>
        <translation>Eine neue Sitzung beginnen</translation>
    </message>
    <message>
        <source>Source and channel…</source>
        <translation>Quelle und Kanal…</translation>
    </message>
    <message>
        <source>&amp;Start</source>
        <translation>&amp;Start</translation>
    </message>
    <message>
        <source>S&amp;top</source>
        <translation>S&amp;topp</translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation>&amp;Pause</translation>
    </message>
    <message>
        <source>&amp;Resume</source>
        <translation>&amp;Fortsetzen</translation>
    </message>
    <message>
        <source>&amp;New session…</source>
        <translation>&amp;Neue Sitzung…</translation>
    </message>
    <message>
        <source>S&amp;ummary</source>
        <translation>&amp;Zusammenfassung</translation>
    </message>
    <message>
        <source>&amp;Open a recording…</source>
        <translation>Aufnahme ö&amp;ffnen…</translation>
    </message>
    <message>
        <source>Play the &amp;demo recording</source>
        <translation>&amp;Demoaufnahme abspielen</translation>
    </message>
    <message>
        <source>Play the demo c&amp;all</source>
        <translation>Demo&amp;gespräch abspielen</translation>
    </message>
    <message>
        <source>Open an &amp;earlier session…</source>
        <translation>F&amp;rühere Sitzung öffnen…</translation>
    </message>
    <message>
        <source>E&amp;xport…</source>
        <translation>E&amp;xportieren…</translation>
    </message>
    <message>
        <source>Open the &amp;log folder</source>
        <translation>Prot&amp;okollordner öffnen</translation>
    </message>
    <message>
        <source>&amp;Microphone and channel…</source>
        <translation>&amp;Mikrofon und Kanal…</translation>
    </message>
    <message>
        <source>Se&amp;ttings…</source>
        <translation>&amp;Einstellungen…</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Beenden</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Wiederholen</translation>
    </message>
    <message>
        <source>That was &amp;wrong…</source>
        <translation>Das war &amp;falsch…</translation>
    </message>
    <message>
        <source>&amp;Copy the rows as text</source>
        <translation>Zeilen als Text &amp;kopieren</translation>
    </message>
    <message>
        <source>&amp;Filter the utterances</source>
        <translation>Äußerungen fi&amp;ltern</translation>
    </message>
    <message>
        <source>The last &amp;two minutes</source>
        <translation>Die letzten &amp;zwei Minuten</translation>
    </message>
    <message>
        <source>The &amp;whole session</source>
        <translation>Die &amp;ganze Sitzung</translation>
    </message>
    <message>
        <source>Zoom &amp;in</source>
        <translation>&amp;Vergrößern</translation>
    </message>
    <message>
        <source>Zoom &amp;out</source>
        <translation>Ver&amp;kleinern</translation>
    </message>
    <message>
        <source>What do these &amp;numbers mean?</source>
        <translation>Was bedeuten diese &amp;Zahlen?</translation>
    </message>
    <message>
        <source>&amp;Session</source>
        <translation>&amp;Sitzung</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Bearbeiten</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
</context>
<context>
    <name>AgentStrip</name>
    <message>
        <source>No source yet</source>
        <translation>Noch keine Quelle</translation>
    </message>
    <message>
        <source>Choose where you hear the caller.</source>
        <translation>Wählen Sie, wo Sie den Anrufer hören.</translation>
    </message>
    <message>
        <source>No call</source>
        <translation>Kein Anruf</translation>
    </message>
    <message>
        <source>Call ended</source>
        <translation>Anruf beendet</translation>
    </message>
    <message>
        <source>Only silence</source>
        <translation>Nur Stille</translation>
    </message>
    <message>
        <source>Is the source muted?</source>
        <translation>Ist die Quelle stumm?</translation>
    </message>
    <message>
        <source>Waiting for it to come back.</source>
        <translation>Wartet, bis es wieder da ist.</translation>
    </message>
    <message>
        <source>Mixed, leaning {0}</source>
        <translation>Gemischt, eher {0}</translation>
    </message>
    <message>
        <source>Closest: {0}, {1}</source>
        <translation>Am nächsten: {0}, {1}</translation>
    </message>
    <message>
        <source>“{name}” cannot be opened. End the call to choose another source.</source>
        <translation>„{name}“ lässt sich nicht öffnen. Beenden Sie den Anruf, um eine andere Quelle zu wählen.</translation>
    </message>
    <message>
        <source>There is no audio device “{name}”. Plug it in again, or end the call and choose another one.</source>
        <translation>Es gibt kein Audiogerät „{name}“. Stecken Sie es wieder ein, oder beenden Sie den Anruf und wählen Sie ein anderes.</translation>
    </message>
    <message>
        <source>“{name}” delivers nothing. Plug it in again, or end the call and choose another one.</source>
        <translation>„{name}“ liefert nichts. Stecken Sie es wieder ein, oder beenden Sie den Anruf und wählen Sie ein anderes.</translation>
    </message>
    <message>
        <source>“{name}” stopped delivering. Check the computer&apos;s output, or end the call and choose another source.</source>
        <translation>„{name}“ liefert nichts mehr. Prüfen Sie die Tonausgabe des Rechners, oder beenden Sie den Anruf und wählen Sie eine andere Quelle.</translation>
    </message>
    <message>
        <source>“{name}” cannot be opened: another program is using it, or it was unplugged. Close that program, plug it in, or end the call and choose another one.</source>
        <translation>„{name}“ lässt sich nicht öffnen: Ein anderes Programm verwendet es, oder es wurde abgezogen. Schließen Sie das Programm, stecken Sie es ein, oder beenden Sie den Anruf und wählen Sie ein anderes.</translation>
    </message>
    <message>
        <source>No result yet.</source>
        <translation>Noch kein Ergebnis.</translation>
    </message>
    <message>
        <source>Cannot hear the call</source>
        <translation>Der Anruf ist nicht zu hören</translation>
    </message>
    <message>
        <source>{0} sure</source>
        <translation>{0} sicher</translation>
    </message>
    <message>
        <source>The caller is silent.</source>
        <translation>Der Anrufer schweigt.</translation>
    </message>
    <message>
        <source>Source: {0}, {1} (locked)</source>
        <translation>Quelle: {0}, {1} (fest)</translation>
    </message>
    <message>
        <source>ser-live: the caller</source>
        <translation>ser-live: der Anrufer</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>Menü</translation>
    </message>
    <message>
        <source>Length of the call: {0}</source>
        <translation>Länge des Anrufs: {0}</translation>
    </message>
    <message>
        <source>&amp;End the call</source>
        <translation>Anruf &amp;beenden</translation>
    </message>
    <message>
        <source>&amp;Start a call</source>
        <translation>Anruf &amp;beginnen</translation>
    </message>
    <message>
        <source>&amp;Choose the caller&apos;s source…</source>
        <translation>&amp;Quelle des Anrufers wählen…</translation>
    </message>
    <message>
        <source>&amp;What do these numbers mean?</source>
        <translation>&amp;Was bedeuten diese Zahlen?</translation>
    </message>
    <message>
        <source>Show the &amp;logs</source>
        <translation>&amp;Protokolle zeigen</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>B&amp;eenden</translation>
    </message>
    <message>
        <source>&amp;Notice after negative speech of: {0} s</source>
        <translation>&amp;Hinweis nach negativem Klang von: {0} s</translation>
    </message>
    <message>
        <source>Lan&amp;guage</source>
        <translation>&amp;Sprache</translation>
    </message>
    <message>
        <source>{0} seconds</source>
        <translation>{0} Sekunden</translation>
    </message>
    <message>
        <source>Keeping it on top: use the desktop&apos;s own window menu</source>
        <translation>Im Vordergrund halten: über das Fenstermenü des Desktops</translation>
    </message>
</context>
<context>
    <name>CallSummary</name>
    <message>
        <source>How the caller sounded</source>
        <translation>Wie der Anrufer klang</translation>
    </message>
    <message>
        <source>The call took {0}, the caller spoke {1}.</source>
        <translation>Der Anruf dauerte {0}, der Anrufer sprach {1}.</translation>
    </message>
    <message>
        <source>{0} of {1} utterances had a clear result; shares of the time with a clear result.</source>
        <translation>{0} von {1} Äußerungen hatten ein klares Ergebnis; Anteile an der Zeit mit klarem Ergebnis.</translation>
    </message>
    <message>
        <source>The caller&apos;s tone by time</source>
        <translation>Der Klang des Anrufers nach Zeit</translation>
    </message>
    <message>
        <source>There was no clear result.</source>
        <translation>Es gab kein klares Ergebnis.</translation>
    </message>
    <message>
        <source>{0} {1} ({2} negative)</source>
        <translation>{0} {1} ({2} negativ)</translation>
    </message>
    <message>
        <source>Most negative: {0}</source>
        <translation>Am negativsten: {0}</translation>
    </message>
    <message>
        <source>This describes the caller&apos;s voice. It says nothing about how you did.</source>
        <translation>Das beschreibt die Stimme des Anrufers. Es sagt nichts über Ihre Arbeit.</translation>
    </message>
</context>
<context>
    <name>CallerPicker</name>
    <message>
        <source>Where do you hear the caller?</source>
        <translation>Wo hören Sie den Anrufer?</translation>
    </message>
    <message>
        <source>Only the caller is listened to. Choose what carries the caller&apos;s voice and nobody else&apos;s: the system audio of the call, or one channel of a headset adapter that keeps the two sides apart.</source>
        <translation>Nur der Anrufer wird gehört. Wählen Sie, was nur seine Stimme trägt: den Systemton des Anrufs, oder einen Kanal eines Headset-Adapters, der die beiden Seiten trennt.</translation>
    </message>
    <message>
        <source>The caller&apos;s channel</source>
        <translation>Der Kanal des Anrufers</translation>
    </message>
    <message>
        <source>Looking for inputs …</source>
        <translation>Eingänge werden gesucht …</translation>
    </message>
    <message>
        <source>Let the caller speak, and choose the input that moves.</source>
        <translation>Lassen Sie den Anrufer sprechen und wählen Sie den Eingang, der sich bewegt.</translation>
    </message>
    <message>
        <source>This computer has no input that could carry a caller&apos;s voice.</source>
        <translation>Dieser Rechner hat keinen Eingang, der die Stimme eines Anrufers tragen könnte.</translation>
    </message>
    <message>
        <source>Not usable: one channel holds both voices</source>
        <translation>Nicht verwendbar: ein Kanal trägt beide Stimmen</translation>
    </message>
    <message>
        <source>Not usable: may be your own microphone</source>
        <translation>Nicht verwendbar: kann Ihr eigenes Mikrofon sein</translation>
    </message>
    <message>
        <source>System audio: what this computer plays</source>
        <translation>Systemton: was dieser Rechner abspielt</translation>
    </message>
    <message>
        <source>{0} channels</source>
        <translation>{0} Kanäle</translation>
    </message>
    <message>
        <source>one channel</source>
        <translation>ein Kanal</translation>
    </message>
    <message>
        <source>Use this source</source>
        <translation>Diese Quelle verwenden</translation>
    </message>
    <message>
        <source>This input has a single channel. It would hear you as well as the caller, and a mix of two voices cannot be told apart; so it is not used here.</source>
        <translation>Dieser Eingang hat nur einen Kanal. Er würde Sie ebenso hören wie den Anrufer, und zwei gemischte Stimmen lassen sich nicht trennen; darum wird er hier nicht benutzt.</translation>
    </message>
    <message>
        <source>System audio holds what the caller says, and not your microphone.</source>
        <translation>Der Systemton enthält, was der Anrufer sagt, und nicht Ihr Mikrofon.</translation>
    </message>
    <message>
        <source>The other channels are dropped before anything is computed.</source>
        <translation>Die anderen Kanäle werden verworfen, ehe irgendetwas berechnet wird.</translation>
    </message>
    <message>
        <source>&amp;Channel</source>
        <translation>&amp;Kanal</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>ChannelDialog</name>
    <message>
        <source>Which channel?</source>
        <translation>Welcher Kanal?</translation>
    </message>
    <message>
        <source>{0} has {1} channels. Where two people speak, each on a channel of their own, choose “{2}”.</source>
        <translation>{0} hat {1} Kanäle. Wo zwei Menschen sprechen, jeder auf einem eigenen Kanal, wählen Sie „{2}“.</translation>
    </message>
    <message>
        <source>Only left and right are heard separately, not the further channels.</source>
        <translation>Getrennt gehört werden nur links und rechts, nicht die weiteren Kanäle.</translation>
    </message>
    <message>
        <source>Channel</source>
        <translation>Kanal</translation>
    </message>
    <message>
        <source>&amp;Channel</source>
        <translation>&amp;Kanal</translation>
    </message>
    <message>
        <source>Analyse</source>
        <translation>Analysieren</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>Corrections</name>
    <message>
        <source>correction at {0}: {1}</source>
        <translation>(Korrektur bei {0}: {1})</translation>
    </message>
    <message>
        <source>correction at {0} taken away</source>
        <translation>(Korrektur bei {0} entfernt)</translation>
    </message>
</context>
<context>
    <name>DevicePicker</name>
    <message>
        <source>Microphone and channel</source>
        <translation>Mikrofon und Kanal</translation>
    </message>
    <message>
        <source>Speak, and choose the input whose level moves.</source>
        <translation>Sprechen Sie und wählen Sie den Eingang, dessen Pegel sich bewegt.</translation>
    </message>
    <message>
        <source>Only left and right are heard separately, not the further channels.</source>
        <translation>Getrennt gehört werden nur links und rechts, nicht die weiteren Kanäle.</translation>
    </message>
    <message>
        <source>Channel</source>
        <translation>Kanal</translation>
    </message>
    <message>
        <source>Where two people are on one device: each, or one of them; else the mix.</source>
        <translation>Wo zwei Menschen auf einem Gerät sind: jeden für sich oder einen von ihnen; sonst die Mischung.</translation>
    </message>
    <message>
        <source>Looking for inputs</source>
        <translation>Eingänge werden gesucht</translation>
    </message>
    <message>
        <source>This computer has no input. Plug in a microphone; it will be listed here.</source>
        <translation>Dieser Rechner hat keinen Eingang. Schließen Sie ein Mikrofon an; es erscheint dann hier.</translation>
    </message>
    <message>
        <source>The system&apos;s default microphone</source>
        <translation>Das Standardmikrofon des Systems</translation>
    </message>
    <message>
        <source>System audio: what this computer plays</source>
        <translation>Systemton: was dieser Rechner abspielt</translation>
    </message>
    <message>
        <source>default</source>
        <translation>Standard</translation>
    </message>
    <message>
        <source>&amp;Channel</source>
        <translation>&amp;Kanal</translation>
    </message>
    <message>
        <source>Use it</source>
        <translation>Verwenden</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>Dialogs</name>
    <message>
        <source>Recordings ({0});;All files (*)</source>
        <translation>Aufnahmen ({0});;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Open a recording</source>
        <translation>Aufnahme öffnen</translation>
    </message>
    <message>
        <source>Session logs (*.csv)</source>
        <translation>Sitzungsprotokolle (*.csv)</translation>
    </message>
    <message>
        <source>Open an earlier session</source>
        <translation>Frühere Sitzung öffnen</translation>
    </message>
    <message>
        <source>A session is running.</source>
        <translation>Eine Sitzung läuft.</translation>
    </message>
    <message>
        <source>It will be ended; its log stays.</source>
        <translation>Sie wird beendet; ihr Protokoll bleibt.</translation>
    </message>
    <message>
        <source>End it and go on</source>
        <translation>Beenden und weiter</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>EmotionBars</name>
    <message>
        <source>Probability of each emotion</source>
        <translation>Wahrscheinlichkeit jeder Emotion</translation>
    </message>
    <message>
        <source>Each emotion gets its bar here as soon as the model is loaded.</source>
        <translation>Jede Emotion bekommt hier ihren Balken, sobald das Modell geladen ist.</translation>
    </message>
    <message>
        <source>The bars appear once you press Start.</source>
        <translation>Die Balken erscheinen nach dem Start.</translation>
    </message>
</context>
<context>
    <name>EmotionMeter</name>
    <message>
        <source>How likely each emotion is, judged by the sound of the voice alone. Press F1 to read what that is worth.</source>
        <translation>Wie wahrscheinlich jede Emotion ist, nur nach dem Klang der Stimme. F1 sagt, was das wert ist.</translation>
    </message>
    <message>
        <source>What do these numbers mean?</source>
        <translation>Was bedeuten diese Zahlen?</translation>
    </message>
    <message>
        <source>Probability of each emotion, {0}</source>
        <translation>Wahrscheinlichkeit jeder Emotion, {0}</translation>
    </message>
    <message>
        <source>Probability of each emotion</source>
        <translation>Wahrscheinlichkeit jeder Emotion</translation>
    </message>
    <message>
        <source>Confidence {0}</source>
        <translation>Sicherheit {0}</translation>
    </message>
</context>
<context>
    <name>EmptyState</name>
    <message>
        <source>Nothing has been said yet</source>
        <translation>Noch wurde nichts gesagt</translation>
    </message>
    <message>
        <source>Each utterance gets its row here when it ends.</source>
        <translation>Jede Äußerung bekommt hier ihre Zeile, wenn sie endet.</translation>
    </message>
    <message>
        <source>Getting ready…</source>
        <translation>Gleich bereit…</translation>
    </message>
    <message>
        <source>Listening begins in a moment.</source>
        <translation>In einem Augenblick wird zugehört.</translation>
    </message>
    <message>
        <source>What you can do</source>
        <translation>Was Sie tun können</translation>
    </message>
    <message>
        <source>Plug in a microphone and press Start, open a recording, or play the demo.</source>
        <translation>Mikrofon anschließen und Start drücken, eine Aufnahme öffnen oder die Demo abspielen.</translation>
    </message>
    <message>
        <source>Not listening</source>
        <translation>Hört nicht zu</translation>
    </message>
    <message>
        <source>Choose what to listen to, then press Start.</source>
        <translation>Wählen Sie, was gehört werden soll, und drücken Sie Start.</translation>
    </message>
    <message>
        <source>No utterances</source>
        <translation>Keine Äußerungen</translation>
    </message>
    <message>
        <source>Press Start, or drop a recording here.</source>
        <translation>Drücken Sie Start, oder ziehen Sie eine Aufnahme hierher.</translation>
    </message>
</context>
<context>
    <name>Export</name>
    <message>
        <source>Export the session</source>
        <translation>Sitzung exportieren</translation>
    </message>
    <message>
        <source>{0} is there already.</source>
        <translation>{0} gibt es schon.</translation>
    </message>
    <message>
        <source>Files of an earlier export in it will be replaced.</source>
        <translation>Dateien eines früheren Exports darin werden ersetzt.</translation>
    </message>
    <message>
        <source>It will be replaced, with all that was added to it.</source>
        <translation>Die Datei wird ersetzt, mit allem, was darin ergänzt wurde.</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>Ersetzen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>{0} has been written.</source>
        <translation>{0} wurde geschrieben.</translation>
    </message>
    <message>
        <source>It is in the folder {0}.</source>
        <translation>Zu finden im Ordner {0}.</translation>
    </message>
    <message>
        <source>Open the folder</source>
        <translation>Ordner öffnen</translation>
    </message>
    <message>
        <source>CSV table</source>
        <translation>CSV-Tabelle</translation>
    </message>
    <message>
        <source>JSON Lines</source>
        <translation>JSON Lines</translation>
    </message>
    <message>
        <source>Audacity labels</source>
        <translation>Audacity-Textmarken</translation>
    </message>
    <message>
        <source>Praat TextGrid</source>
        <translation>Praat-TextGrid</translation>
    </message>
    <message>
        <source>audformat folder</source>
        <translation>audformat-Ordner</translation>
    </message>
    <message>
        <source>EmotionML</source>
        <translation>EmotionML</translation>
    </message>
</context>
<context>
    <name>HeaderBar</name>
    <message>
        <source>Demo</source>
        <translation>Demo</translation>
    </message>
    <message>
        <source>This is the built-in recording, not your microphone.</source>
        <translation>Das ist die eingebaute Aufnahme, nicht Ihr Mikrofon.</translation>
    </message>
    <message>
        <source>Choose a microphone</source>
        <translation>Mikrofon wählen</translation>
    </message>
    <message>
        <source>Listening to: {0}</source>
        <translation>Gehört wird: {0}</translation>
    </message>
    <message>
        <source>Press to choose another microphone or channel.</source>
        <translation>Drücken, um ein anderes Mikrofon oder einen anderen Kanal zu wählen.</translation>
    </message>
</context>
<context>
    <name>InputLine</name>
    <message>
        <source>Cannot be opened at the moment</source>
        <translation>Lässt sich gerade nicht öffnen</translation>
    </message>
</context>
<context>
    <name>InputList</name>
    <message>
        <source>Inputs of this computer</source>
        <translation>Eingänge dieses Rechners</translation>
    </message>
</context>
<context>
    <name>LevelMeter</name>
    <message>
        <source>Input level</source>
        <translation>Eingangspegel</translation>
    </message>
    <message>
        <source>Input level: {0} dBFS</source>
        <translation>Eingangspegel: {0} dBFS</translation>
    </message>
    <message>
        <source>Input level: nothing is heard</source>
        <translation>Eingangspegel: nichts zu hören</translation>
    </message>
    <message>
        <source>The input is overloaded. Turn it down.</source>
        <translation>Der Eingang ist übersteuert. Stellen Sie ihn leiser.</translation>
    </message>
</context>
<context>
    <name>LostWords</name>
    <message>
        <source>Only silence</source>
        <translation>Nur Stille</translation>
    </message>
    <message>
        <source>Listening goes on as soon as the microphone gives sound.</source>
        <translation>Es geht weiter, sobald das Mikrofon Ton liefert.</translation>
    </message>
    <message>
        <source>Check the microphone&apos;s mute switch, or choose another one.</source>
        <translation>Prüfen Sie den Stummschalter des Mikrofons, oder wählen Sie ein anderes.</translation>
    </message>
    <message>
        <source>System audio lost</source>
        <translation>Systemton verloren</translation>
    </message>
    <message>
        <source>Listening goes on as soon as it is back.</source>
        <comment>system audio</comment>
        <translation>Es geht weiter, sobald er wieder da ist.</translation>
    </message>
    <message>
        <source>Listening goes on as soon as it is back.</source>
        <translation>Es geht weiter, sobald es wieder da ist.</translation>
    </message>
    <message>
        <source>Check the computer&apos;s output, or choose another source.</source>
        <translation>Prüfen Sie die Tonausgabe des Rechners, oder wählen Sie eine andere Quelle.</translation>
    </message>
    <message>
        <source>Microphone lost</source>
        <translation>Mikrofon verloren</translation>
    </message>
    <message>
        <source>Plug it in again, or choose another one.</source>
        <translation>Stecken Sie es wieder ein, oder wählen Sie ein anderes.</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Menus</source>
        <translation>Menüs</translation>
    </message>
</context>
<context>
    <name>MeterFace</name>
    <message>
        <source>Listening…</source>
        <translation>Hört zu…</translation>
    </message>
    <message>
        <source>The first reading comes after a second of speech.</source>
        <translation>Die erste Anzeige kommt nach einer Sekunde Sprache.</translation>
    </message>
    <message>
        <source>Nobody is speaking.</source>
        <translation>Niemand spricht.</translation>
    </message>
    <message>
        <source>Nothing has been said yet. Say a sentence or two.</source>
        <translation>Noch wurde nichts gesagt. Sprechen Sie ein, zwei Sätze.</translation>
    </message>
    <message>
        <source>at {0}</source>
        <translation>bei {0}</translation>
    </message>
    <message>
        <source>last</source>
        <comment>the last utterance</comment>
        <translation>zuletzt</translation>
    </message>
    <message>
        <source>Closest: {0}, {1}.</source>
        <translation>Am nächsten: {0}, {1}.</translation>
    </message>
    <message>
        <source>Getting ready…</source>
        <translation>Gleich bereit…</translation>
    </message>
    <message>
        <source>The model is being loaded.</source>
        <translation>Das Modell wird geladen.</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Pausiert</translation>
    </message>
    <message>
        <source>Nothing is heard or written until you resume.</source>
        <translation>Bis zum Fortsetzen wird nichts gehört und nichts geschrieben.</translation>
    </message>
    <message>
        <source>No microphone</source>
        <translation>Kein Mikrofon</translation>
    </message>
    <message>
        <source>Plug one in, then press Start.</source>
        <translation>Schließen Sie eines an, und drücken Sie Start.</translation>
    </message>
    <message>
        <source>Not listening</source>
        <translation>Hört nicht zu</translation>
    </message>
    <message>
        <source>Something went wrong.</source>
        <translation>Etwas ging schief.</translation>
    </message>
    <message>
        <source>Finished</source>
        <translation>Beendet</translation>
    </message>
    <message>
        <source>Choose a row to see its result. Start begins a new session.</source>
        <translation>Wählen Sie eine Zeile, um ihr Ergebnis zu sehen. Neue Sitzung mit Start.</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>Bereit</translation>
    </message>
    <message>
        <source>Press Start to listen.</source>
        <translation>Drücken Sie Start, um zuzuhören.</translation>
    </message>
</context>
<context>
    <name>ModelWords</name>
    <message>
        <source>Averaged over {0} emotions, it gets {1} of the recordings right (UAR, the average recall over emotions: {2}; guessing gives {3}). Measured on {4} recordings of {5}, none of a speaker it had learned from. Without getting used to a microphone and room.</source>
        <translation>Im Mittel über {0} Emotionen erkennt es {1} der Aufnahmen richtig (UAR, die mittlere Trefferquote über die Emotionen: {2}; Raten ergibt {3}). Gemessen an {4} Aufnahmen von {5}, keine von einer Stimme, mit der es gelernt hatte. Ohne Gewöhnung an Mikrofon und Raum.</translation>
    </message>
    <message>
        <source>This was not measured.</source>
        <translation>Das wurde nicht gemessen.</translation>
    </message>
    <message>
        <source>This was not measured; expect less than above.</source>
        <translation>Das wurde nicht gemessen; erwarten Sie weniger als oben.</translation>
    </message>
    <message>
        <source>{0}: {1} ({2} to {3})</source>
        <translation>{0}: {1} ({2} bis {3})</translation>
    </message>
    <message>
        <source>Where microphone, voices and sentences were all new to it, it got this share right (guessing gives {0}): {1}. Expect no more than that until it knows your microphone and room.</source>
        <translation>Wo ihm Mikrofon, Stimmen und Sätze neu waren, lag es so oft richtig (Raten ergibt {0}): {1}. Erwarten Sie nicht mehr, bis es Ihr Mikrofon und Ihren Raum kennt.</translation>
    </message>
    <message>
        <source>{0}; may be used at work, naming {1} and {2} as the source.</source>
        <translation>{0}; darf bei der Arbeit verwendet werden, wenn {1} und {2} als Quelle genannt sind.</translation>
    </message>
    <message>
        <source>{0}: for NON-COMMERCIAL use only, because it learned from {1}.</source>
        <translation>{0}: nur für NICHT KOMMERZIELLE Zwecke, weil es mit {1} gelernt hat.</translation>
    </message>
</context>
<context>
    <name>MonitorPage</name>
    <message>
        <source>Parts of the monitor</source>
        <translation>Teile des Monitors</translation>
    </message>
    <message>
        <source>Meter</source>
        <translation>Anzeige</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>Zeitachse</translation>
    </message>
    <message>
        <source>Utterances</source>
        <translation>Äußerungen</translation>
    </message>
    <message>
        <source>Meter: {0}</source>
        <translation>Anzeige: {0}</translation>
    </message>
</context>
<context>
    <name>NoticeLine</name>
    <message>
        <source>Put this notice away</source>
        <translation>Diesen Hinweis schließen</translation>
    </message>
</context>
<context>
    <name>Notices</name>
    <message>
        <source>This is the built-in demo recording, not a microphone.</source>
        <translation>Das ist die eingebaute Demoaufnahme, kein Mikrofon.</translation>
    </message>
    <message>
        <source>This computer has no microphone. Plug one in.</source>
        <translation>Dieser Rechner hat kein Mikrofon. Schließen Sie eines an.</translation>
    </message>
    <message>
        <source>No microphone was found, so this is the built-in demo recording. Plug one in and choose it.</source>
        <translation>Es wurde kein Mikrofon gefunden, daher läuft die eingebaute Demoaufnahme. Schließen Sie eines an und wählen Sie es.</translation>
    </message>
    <message>
        <source>No source was chosen. Choose one.</source>
        <translation>Es ist keine Quelle gewählt. Wählen Sie eine.</translation>
    </message>
    <message>
        <source>The PortAudio library is missing, so no microphone can be opened. Install it.</source>
        <translation>Die Bibliothek PortAudio fehlt, daher lässt sich kein Mikrofon öffnen. Installieren Sie sie.</translation>
    </message>
    <message>
        <source>“{name}”</source>
        <comment>a name between quotation marks</comment>
        <translation>„{name}“</translation>
    </message>
    <message>
        <source>“{path}” cannot be opened: {reason}.</source>
        <translation>„{path}“ lässt sich nicht öffnen: {reason}.</translation>
    </message>
    <message>
        <source>{path} is no recording that can be read ({reason}). Convert it to WAV, FLAC, OGG or MP3.</source>
        <translation>{path} ist keine lesbare Aufnahme ({reason}). Wandeln Sie sie in WAV, FLAC, OGG oder MP3 um.</translation>
    </message>
    <message>
        <source>{path} is a pipe. Save the recording to a file first.</source>
        <translation>{path} ist eine Pipe. Speichern Sie die Aufnahme zuerst in einer Datei.</translation>
    </message>
    <message>
        <source>{path} has {channels} channels. At least 1 is needed.</source>
        <translation>{path} hat {channels} Kanäle. Es muss mindestens einer sein.</translation>
    </message>
    <message>
        <source>{path} has a sampling rate of {rate} Hz. Convert it to one from {least} to {greatest} Hz.</source>
        <translation>{path} hat eine Abtastrate von {rate} Hz. Wandeln Sie sie in eine von {least} bis {greatest} Hz um.</translation>
    </message>
    <message>
        <source>{path} holds no sound. Record it again.</source>
        <translation>{path} enthält keinen Ton. Nehmen Sie ihn neu auf.</translation>
    </message>
    <message>
        <source>{path} was cut off while it was recorded. Import it as raw data and save it anew.</source>
        <translation>{path} wurde während der Aufnahme abgeschnitten. Importieren Sie die Datei als Rohdaten, und speichern Sie sie neu.</translation>
    </message>
    <message>
        <source>{path} is damaged from some place on ({reason}).</source>
        <translation>{path} ist ab einer Stelle beschädigt ({reason}).</translation>
    </message>
    <message>
        <source>{path} holds the value {value:g} at {at_s:.3f} s, which is no sound.</source>
        <translation>{path} enthält bei {at_s:.3f} s den Wert {value:g}, der kein Ton ist.</translation>
    </message>
    <message>
        <source>{path} is longer than {minutes:.0f} minutes. Split it.</source>
        <translation>{path} ist länger als {minutes:.0f} Minuten. Teilen Sie die Aufnahme.</translation>
    </message>
    <message>
        <source>{name} has only {counted}, and not the one that was chosen. Choose another channel.</source>
        <translation>{name} hat nur {counted}, nicht aber den gewählten. Wählen Sie einen anderen Kanal.</translation>
    </message>
    <message>
        <source>1 channel</source>
        <translation>1 Kanal</translation>
    </message>
    <message>
        <source>The source sends {kind} of shape {shape}, which is no channel of sound.</source>
        <translation>Die Quelle sendet {kind} der Form {shape}, und das ist kein Kanal mit Ton.</translation>
    </message>
    <message>
        <source>The source has a sampling rate of {rate} Hz. Choose one from {least} to {greatest} Hz.</source>
        <translation>Die Quelle hat eine Abtastrate von {rate} Hz. Wählen Sie eine mit {least} bis {greatest} Hz.</translation>
    </message>
    <message>
        <source>What the source sends at sample {start} is no sound. Choose another one.</source>
        <translation>Was die Quelle bei Abtastwert {start} sendet, ist kein Ton. Wählen Sie eine andere.</translation>
    </message>
    <message>
        <source>The source sends sample {start} again, after {heard} at {rate} Hz. Start anew.</source>
        <translation>Die Quelle sendet Abtastwert {start} noch einmal, nach {heard} bei {rate} Hz. Beginnen Sie neu.</translation>
    </message>
    <message>
        <source>The source names {value} as its {name}, which is no whole number.</source>
        <translation>Die Quelle nennt {value} als {name}, und das ist keine ganze Zahl.</translation>
    </message>
    <message>
        <source>The source sends a {kind}, which is no block.</source>
        <translation>Die Quelle sendet {kind}; das ist kein Block.</translation>
    </message>
    <message>
        <source>The source sends a {kind}, which is no sound.</source>
        <translation>Die Quelle sendet {kind}; das ist kein Ton.</translation>
    </message>
    <message>
        <source>The source sends the shape {shape} where {channels} channels are heard.</source>
        <translation>Die Quelle sendet die Form {shape}, wo {channels} Kanäle gehört werden.</translation>
    </message>
    <message>
        <source>{name} is {value:g}. Choose {least:g} to {greatest:g}.</source>
        <translation>{name} ist {value:g}. Wählen Sie {least:g} bis {greatest:g}.</translation>
    </message>
    <message>
        <source>{name} is “{value}”, which is no number. Choose {least:g} to {greatest:g}.</source>
        <translation>{name} ist „{value}“; das ist keine Zahl. Erlaubt sind {least:g} bis {greatest:g}.</translation>
    </message>
    <message>
        <source>“{model}” is no model that was loaded.</source>
        <translation>„{model}“ ist kein geladenes Modell.</translation>
    </message>
    <message>
        <source>vad.aggressiveness is {value}. Choose 0, 1, 2 or 3.</source>
        <translation>vad.aggressiveness ist {value}. Wählen Sie 0, 1, 2 oder 3.</translation>
    </message>
    <message>
        <source>The model cannot be used. Fetch or train it again. Details: {fault}</source>
        <translation>Das Modell ist nicht verwendbar. Holen oder trainieren Sie es neu. Einzelheiten: {fault}</translation>
    </message>
    <message>
        <source>There is no model “{name}”. Choose another one.</source>
        <translation>Es gibt kein Modell „{name}“. Wählen Sie ein anderes.</translation>
    </message>
    <message>
        <source>{path} cannot be read: {reason}.</source>
        <translation>{path} kann nicht gelesen werden: {reason}.</translation>
    </message>
    <message>
        <source>“{name}” cannot be opened. Choose another one.</source>
        <translation>„{name}“ lässt sich nicht öffnen. Wählen Sie ein anderes.</translation>
    </message>
    <message>
        <source>There is no audio device “{name}”. Choose another one.</source>
        <translation>Es gibt kein Audiogerät „{name}“. Wählen Sie ein anderes.</translation>
    </message>
    <message>
        <source>The sound system does not tell its devices: {reason}. Try again.</source>
        <translation>Das Tonsystem nennt seine Geräte nicht: {reason}. Versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>“{name}” cannot be opened: another program is using it, or it was unplugged. Close that program, plug it in, or choose another one.</source>
        <translation>„{name}“ lässt sich nicht öffnen: Ein anderes Programm verwendet es, oder es wurde abgezogen. Schließen Sie das Programm, stecken Sie es ein, oder wählen Sie ein anderes.</translation>
    </message>
    <message>
        <source>“{name}” delivers nothing. Plug it in again, or choose another one.</source>
        <translation>„{name}“ liefert nichts. Stecken Sie es wieder ein, oder wählen Sie ein anderes.</translation>
    </message>
    <message>
        <source>“{name}” sends complete silence; it is probably muted. Check its mute switch, the recording volume and the permission to use it.</source>
        <translation>„{name}“ sendet völlige Stille; vermutlich ist es stumm. Prüfen Sie den Stummschalter, die Aufnahmelautstärke und die Erlaubnis, es zu benutzen.</translation>
    </message>
    <message>
        <source>“{name}” sends no sound any more. Plug it in again.</source>
        <translation>„{name}“ sendet keinen Ton mehr. Stecken Sie es neu ein.</translation>
    </message>
    <message>
        <source>“{name}” sends no sound any more. Check the computer&apos;s output, or choose another source.</source>
        <translation>„{name}“ sendet keinen Ton mehr. Prüfen Sie die Tonausgabe des Rechners, oder wählen Sie eine andere Quelle.</translation>
    </message>
    <message>
        <source>“{name}” failed inside the program; it is opened again.</source>
        <translation>„{name}“ versagte im Programm und wird neu geöffnet.</translation>
    </message>
    <message>
        <source>A call is heard on one channel only, and {source} would be heard on two. Choose the caller&apos;s channel.</source>
        <translation>Ein Gespräch wird nur auf einem Kanal gehört, {source} würde auf zweien gehört. Wählen Sie den Kanal des Anrufers.</translation>
    </message>
    <message>
        <source>A call is heard on one channel only, and the mix of {source} would hold your voice too. Choose the caller&apos;s channel.</source>
        <translation>Ein Gespräch wird nur auf einem Kanal gehört, und die Mischung von {source} enthielte auch Ihre Stimme. Wählen Sie den Kanal des Anrufers.</translation>
    </message>
    <message>
        <source>{source} has a single channel, which holds both voices of a call. Choose a source with the caller on a channel of their own, or the system audio.</source>
        <translation>{source} hat nur einen Kanal, der beide Stimmen eines Gesprächs enthält. Wählen Sie eine Quelle, in der der Anrufer einen eigenen Kanal hat, oder den Systemton.</translation>
    </message>
    <message>
        <source>“{name}” stands for whatever the system chooses, which may be your own microphone. Choose the caller&apos;s source by its own name.</source>
        <translation>„{name}“ steht für das, was das System wählt, und das kann Ihr eigenes Mikrofon sein. Wählen Sie die Quelle des Anrufers unter ihrem eigenen Namen.</translation>
    </message>
    <message>
        <source>The log folder {folder} cannot be written: {reason}. Choose another folder.</source>
        <translation>In den Protokollordner {folder} kann nicht geschrieben werden: {reason}. Wählen Sie einen anderen Ordner.</translation>
    </message>
    <message>
        <source>{path} belongs to a session that is running. Choose another folder.</source>
        <translation>{path} gehört zu einer Sitzung, die läuft. Wählen Sie einen anderen Ordner.</translation>
    </message>
    <message>
        <source>The log {path} cannot be written: {reason}. {held}.</source>
        <translation>Das Protokoll {path} kann nicht geschrieben werden: {reason}. {held}.</translation>
    </message>
    <message>
        <source>The disk is full. {held}; free some space.</source>
        <translation>Der Datenträger ist voll. {held}; schaffen Sie Platz.</translation>
    </message>
    <message>
        <source>What was taken back is still in the log {path}: {reason}. It is tried again.</source>
        <translation>Was zurückgenommen wurde, steht noch im Protokoll {path}: {reason}. Es wird wieder versucht.</translation>
    </message>
    <message>
        <source>{trouble} {lost}</source>
        <translation>{trouble} {lost}</translation>
    </message>
    <message>
        <source>The facts of the session cannot be written yet: {reason}.</source>
        <translation>Die Angaben zur Sitzung können noch nicht geschrieben werden: {reason}.</translation>
    </message>
    <message>
        <source>The log {path} could not be written to the end; it is whole in {rescued}.</source>
        <translation>Das Protokoll {path} konnte nicht zu Ende geschrieben werden; vollständig steht es in {rescued}.</translation>
    </message>
    <message>
        <source>The facts of {path} could not be written; they are in {rescued}.</source>
        <translation>Die Angaben zu {path} konnten nicht geschrieben werden; sie stehen in {rescued}.</translation>
    </message>
    <message>
        <source>{rows} of {path} could not be kept: {reason}.</source>
        <translation>Verloren aus {path}: {rows} ({reason}).</translation>
    </message>
    <message>
        <source>The facts of {path} could not be kept: {reason}.</source>
        <translation>Die Angaben zu {path} gingen verloren: {reason}.</translation>
    </message>
    <message>
        <source>The log {path} cannot be erased yet: {reason}. It is tried again.</source>
        <translation>Das Protokoll {path} lässt sich noch nicht löschen: {reason}. Es wird wieder versucht.</translation>
    </message>
    <message>
        <source>The log {name} of a session that ended abruptly held no row.</source>
        <translation>Das Protokoll {name} einer jäh beendeten Sitzung enthielt keine Zeile.</translation>
    </message>
    <message>
        <source>The log {name} ended in the middle of a row, because the program ended abruptly. The torn row was removed; every row before it is kept.</source>
        <translation>Das Protokoll {name} endete mitten in einer Zeile, weil das Programm jäh endete. Die halbe Zeile wurde entfernt; alle davor sind da.</translation>
    </message>
    <message>
        <source>{path} has {size} bytes. A session log has {most} at most.</source>
        <translation>{path} hat {size} Bytes. Ein Sitzungsprotokoll hat höchstens {most}.</translation>
    </message>
    <message>
        <source>{path} is not a session log, or a spreadsheet has changed it. Choose a CSV of the log folder.</source>
        <translation>{path} ist kein Sitzungsprotokoll, oder eine Tabellenkalkulation hat es verändert. Wählen Sie eine CSV-Datei aus dem Protokollordner.</translation>
    </message>
    <message>
        <source>This file&apos;s first line is not that of a session log. Choose another CSV.</source>
        <translation>Die erste Zeile dieser Datei ist nicht die eines Sitzungsprotokolls. Wählen Sie eine andere CSV-Datei.</translation>
    </message>
    <message>
        <source>There is no utterance {number} in this session to correct.</source>
        <translation>In dieser Sitzung gibt es keine Äußerung {number}, die sich korrigieren ließe.</translation>
    </message>
    <message>
        <source>{path} holds no utterance {number}. Open it again.</source>
        <translation>{path} enthält keine Äußerung {number}. Öffnen Sie es neu.</translation>
    </message>
    <message>
        <source>{path} belongs to a session that is still open. Correct it where it is shown.</source>
        <translation>{path} gehört zu einer Sitzung, die noch offen ist. Berichtigen Sie dort, wo sie gezeigt wird.</translation>
    </message>
    <message>
        <source>{path} cannot be written: {reason}. The correction is not kept.</source>
        <translation>{path} kann nicht geschrieben werden: {reason}. Die Korrektur wird nicht behalten.</translation>
    </message>
    <message>
        <source>{path} cannot be written: {reason}. Choose another place.</source>
        <translation>{path} kann nicht geschrieben werden: {reason}. Wählen Sie einen anderen Ort.</translation>
    </message>
    <message>
        <source>The system&apos;s default microphone is “{name}” now; it is listened to.</source>
        <translation>Das Standardmikrofon des Systems ist jetzt „{name}“; es wird gehört.</translation>
    </message>
    <message>
        <source>{trouble} The source of before is used on.</source>
        <translation>{trouble} Die bisherige Quelle wird weiter benutzt.</translation>
    </message>
    <message>
        <source>{trouble} The session of before goes on.</source>
        <translation>{trouble} Die bisherige Sitzung läuft weiter.</translation>
    </message>
    <message>
        <source>Something failed inside the program (see the fault log); it goes on.</source>
        <translation>Im Programm ist etwas misslungen (siehe Fehlerprotokoll); es läuft weiter.</translation>
    </message>
    <message>
        <source>The session could not be started; see the fault log.</source>
        <translation>Die Sitzung konnte nicht beginnen; das Fehlerprotokoll sagt mehr.</translation>
    </message>
    <message>
        <source>A part of the program is missing or damaged; install it again.</source>
        <translation>Ein Teil des Programms fehlt oder ist beschädigt; installieren Sie es neu.</translation>
    </message>
    <message>
        <source>No fault log can be written in {folder}: {reason}. Faults are only shown.</source>
        <translation>In {folder} lässt sich kein Fehlerprotokoll schreiben: {reason}. Fehler werden nur angezeigt.</translation>
    </message>
    <message>
        <source>What this place sounds like cannot be kept: {reason}.</source>
        <translation>Wie dieser Ort klingt, kann nicht behalten werden: {reason}.</translation>
    </message>
    <message>
        <source>What is known of this place cannot be read: {reason}.</source>
        <translation>Was von diesem Ort bekannt ist, kann nicht gelesen werden: {reason}.</translation>
    </message>
    <message>
        <source>{path} cannot be removed: {reason}. Remove it by hand.</source>
        <translation>{path} kann nicht gelöscht werden: {reason}. Löschen Sie es von Hand.</translation>
    </message>
    <message>
        <source>{path} is damaged and cannot be set aside: {reason}.</source>
        <translation>{path} ist beschädigt und kann nicht beiseitegelegt werden: {reason}.</translation>
    </message>
    <message>
        <source>What was known of this place is damaged; it is set aside as {name}.</source>
        <translation>Was über diesen Ort bekannt war, ist beschädigt; es liegt nun als {name} beiseite.</translation>
    </message>
    <message>
        <source>{name} is no settings file. Choose one that was exported here.</source>
        <translation>{name} ist keine Einstellungsdatei. Wählen Sie eine, die hier exportiert wurde.</translation>
    </message>
    <message>
        <source>The settings cannot be saved in {path}. Make its folder writable.</source>
        <translation>Die Einstellungen können nicht in {path} gespeichert werden. Machen Sie den Ordner beschreibbar.</translation>
    </message>
    <message>
        <source>There is no setting named “{name}”. Take it out of the file.</source>
        <translation>Es gibt keine Einstellung „{name}“. Nehmen Sie sie aus der Datei.</translation>
    </message>
    <message>
        <source>The setting {name} is {value}, which is no {kind}.</source>
        <translation>Die Einstellung {name} ist {value}, und das ist nicht von der Art {kind}.</translation>
    </message>
    <message>
        <source>The setting {name} is “{value}”, which is not allowed. Allowed: {choices}.</source>
        <translation>Die Einstellung {name} ist „{value}“, was nicht erlaubt ist. Erlaubt: {choices}.</translation>
    </message>
    <message>
        <source>The setting {name} is {value:g}. Choose {least:g} to {greatest:g}.</source>
        <translation>Die Einstellung {name} ist {value:g}. Wählen Sie {least:g} bis {greatest:g}.</translation>
    </message>
    <message>
        <source>The setting {name} is {value:g}. Choose at most the length of a window, {window:g}.</source>
        <translation>Die Einstellung {name} ist {value:g}. Wählen Sie höchstens die Länge eines Fensters, {window:g}.</translation>
    </message>
    <message>
        <source>The setting channel is “{channel}”. Choose mix, each, left, right, or the number of a channel from 1.</source>
        <translation>Die Einstellung channel ist „{channel}“. Wählen Sie mix, each, left, right oder die Nummer eines Kanals ab 1.</translation>
    </message>
    <message>
        <source>The setting model is “{model}”, and there is no such model. Choose one of {names}, or a model&apos;s folder.</source>
        <translation>Die Einstellung model ist „{model}“, und so ein Modell gibt es nicht. Wählen Sie {names} oder den Ordner eines Modells.</translation>
    </message>
    <message>
        <source>This is no settings file. Choose one that was exported here.</source>
        <translation>Das ist keine Einstellungsdatei. Wählen Sie eine, die hier exportiert wurde.</translation>
    </message>
    <message>
        <source>The changed settings hold from the next session on.</source>
        <translation>Die geänderten Einstellungen gelten ab der nächsten Sitzung.</translation>
    </message>
    <message>
        <source>The computer was too busy and some audio was lost; the log says when. Close other programs.</source>
        <translation>Der Rechner war zu beschäftigt, und etwas Ton ging verloren; das Protokoll sagt, wann. Schließen Sie andere Programme.</translation>
    </message>
    <message>
        <source>The analysis failed again and again; see the fault log.</source>
        <translation>Die Analyse schlug immer wieder fehl; siehe Fehlerprotokoll.</translation>
    </message>
</context>
<context>
    <name>ProgressLine</name>
    <message>
        <source>Progress of the recording</source>
        <translation>Fortschritt der Aufnahme</translation>
    </message>
    <message>
        <source>Analysing {0}: {1}</source>
        <translation>{0} wird analysiert: {1}</translation>
    </message>
</context>
<context>
    <name>Rows</name>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>Länge</translation>
    </message>
    <message>
        <source>Channel</source>
        <translation>Kanal</translation>
    </message>
    <message>
        <source>Emotion</source>
        <translation>Emotion</translation>
    </message>
    <message>
        <source>Confidence</source>
        <translation>Sicherheit</translation>
    </message>
    <message>
        <source>Tone</source>
        <translation>Klang</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Correction</source>
        <translation>Korrektur</translation>
    </message>
</context>
<context>
    <name>SessionDialog</name>
    <message>
        <source>New session</source>
        <translation>Neue Sitzung</translation>
    </message>
    <message>
        <source>Both are written to the log; you may leave them empty.</source>
        <translation>Beides wird in das Protokoll geschrieben und darf leer bleiben.</translation>
    </message>
    <message>
        <source>The session that is running ends; its log stays.</source>
        <translation>Die laufende Sitzung endet; ihr Protokoll bleibt.</translation>
    </message>
    <message>
        <source>for example: Returns</source>
        <translation>zum Beispiel: Rückgaben</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>Dienst</translation>
    </message>
    <message>
        <source>for example: new headset</source>
        <translation>zum Beispiel: neues Headset</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>&amp;Service</source>
        <translation>&amp;Dienst</translation>
    </message>
    <message>
        <source>&amp;Note</source>
        <translation>&amp;Notiz</translation>
    </message>
    <message>
        <source>Begin</source>
        <translation>Beginnen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>SessionWindow</name>
    <message>
        <source>Earlier session: {0}{1}</source>
        <translation>Frühere Sitzung: {0}{1}</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Wiederholen</translation>
    </message>
    <message>
        <source>Summary</source>
        <translation>Zusammenfassung</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportieren…</translation>
    </message>
    <message>
        <source>Lines that could not be read were left out ({0} of {1}): {2}</source>
        <translation>Zeilen, die nicht lesbar waren, fehlen ({0} von {1}): {2}</translation>
    </message>
    <message>
        <source>d MMMM yyyy</source>
        <comment>a date&apos;s form</comment>
        <translation>d. MMMM yyyy</translation>
    </message>
</context>
<context>
    <name>Settings</name>
    <message>
        <source>Standard</source>
        <translation>Standard</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Wählen…</translation>
    </message>
    <message>
        <source>Choose the log folder</source>
        <translation>Protokollordner wählen</translation>
    </message>
    <message>
        <source>Listening</source>
        <translation>Zuhören</translation>
    </message>
    <message>
        <source>Reading</source>
        <translation>Erkennung</translation>
    </message>
    <message>
        <source>Log and limits</source>
        <translation>Protokoll und Grenzen</translation>
    </message>
    <message>
        <source>Same as the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>A change does not end the session.</source>
        <translation>Eine Änderung beendet die Sitzung nicht.</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>Farben</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>Aussehen</translation>
    </message>
    <message>
        <source>Light or dark; a change does not end the session.</source>
        <translation>Hell oder dunkel; eine Änderung beendet die Sitzung nicht.</translation>
    </message>
    <message>
        <source>Listen at once</source>
        <translation>Sofort zuhören</translation>
    </message>
    <message>
        <source>Start to listen as soon as the program is open.</source>
        <translation>Zuhören, sobald das Programm offen ist.</translation>
    </message>
    <message>
        <source>Follow the system&apos;s microphone</source>
        <translation>Dem Mikrofon des Systems folgen</translation>
    </message>
    <message>
        <source>Change over when another default microphone is set or plugged in.</source>
        <translation>Wechseln, wenn ein anderes Standardmikrofon gesetzt oder eingesteckt wird.</translation>
    </message>
    <message>
        <source>Strictness of the voice detector</source>
        <translation>Strenge beim Erkennen von Sprache</translation>
    </message>
    <message>
        <source>0 takes more sounds for speech, 3 only what is surely speech.</source>
        <translation>0 hält mehr Geräusche für Sprache, 3 nur, was sicher Sprache ist.</translation>
    </message>
    <message>
        <source>Speech above noise</source>
        <translation>Sprache über Geräusch</translation>
    </message>
    <message>
        <source>How far a voice must stand out from the background.</source>
        <translation>Wie weit eine Stimme aus dem Hintergrund ragen muss.</translation>
    </message>
    <message>
        <source>Pause that ends an utterance</source>
        <translation>Pause, die eine Äußerung beendet</translation>
    </message>
    <message>
        <source>After so much silence the utterance is over.</source>
        <translation>Nach so viel Stille ist die Äußerung zu Ende.</translation>
    </message>
    <message>
        <source>Longest utterance</source>
        <translation>Längste Äußerung</translation>
    </message>
    <message>
        <source>Speech without a pause is cut after this time and goes on.</source>
        <translation>Sprache ohne Pause wird nach dieser Zeit geteilt und geht weiter.</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Which emotions are told apart, and learned from whom.</source>
        <translation>Welche Emotionen unterschieden werden, und von wem gelernt wurde.</translation>
    </message>
    <message>
        <source>First reading after</source>
        <translation>Erste Anzeige nach</translation>
    </message>
    <message>
        <source>Earlier readings come sooner and are less sure.</source>
        <translation>Frühere Anzeigen kommen eher und sind weniger sicher.</translation>
    </message>
    <message>
        <source>Length of a reading</source>
        <translation>Länge einer Anzeige</translation>
    </message>
    <message>
        <source>How much of the last speech each live reading looks at.</source>
        <translation>Wie viel der letzten Sprache jede Anzeige betrachtet.</translation>
    </message>
    <message>
        <source>Time between readings</source>
        <translation>Zeit zwischen Anzeigen</translation>
    </message>
    <message>
        <source>Shorter is more lively and costs more power.</source>
        <translation>Kürzer ist lebhafter und kostet mehr Strom.</translation>
    </message>
    <message>
        <source>Smoothing</source>
        <translation>Glättung</translation>
    </message>
    <message>
        <source>Longer is calmer; 0 shows each reading as it is.</source>
        <translation>Länger ist ruhiger; 0 zeigt jede Anzeige, wie sie ist.</translation>
    </message>
    <message>
        <source>Log folder</source>
        <translation>Protokollordner</translation>
    </message>
    <message>
        <source>Each session leaves a table (CSV) and its facts (JSON) here, and never audio.</source>
        <translation>Jede Sitzung hinterlässt hier eine Tabelle (CSV) und ihre Angaben (JSON), nie Ton.</translation>
    </message>
    <message>
        <source>Largest log file</source>
        <translation>Größte Protokolldatei</translation>
    </message>
    <message>
        <source>A session goes on in another file from this size on.</source>
        <translation>Ab dieser Größe geht die Sitzung in einer neuen Datei weiter.</translation>
    </message>
    <message>
        <source>Rows that wait for the disk</source>
        <translation>Zeilen, die auf den Datenträger warten</translation>
    </message>
    <message>
        <source>So many stay in memory while the disk refuses them.</source>
        <translation>So viele bleiben im Speicher, solange der Datenträger sie nicht annimmt.</translation>
    </message>
    <message>
        <source>Longest session</source>
        <translation>Längste Sitzung</translation>
    </message>
    <message>
        <source>A session goes on in another file after this time.</source>
        <translation>Nach dieser Zeit geht die Sitzung in einer neuen Datei weiter.</translation>
    </message>
    <message>
        <source>Largest fault log</source>
        <translation>Größtes Fehlerprotokoll</translation>
    </message>
    <message>
        <source>What failed is written here, without personal data or audio.</source>
        <translation>Hier steht, was misslang, ohne persönliche Daten und ohne Ton.</translation>
    </message>
    <message>
        <source>Fault logs that are kept</source>
        <translation>Aufbewahrte Fehlerprotokolle</translation>
    </message>
    <message>
        <source>Older ones are deleted when the fault log is full.</source>
        <translation>Ältere werden gelöscht, wenn das Fehlerprotokoll voll ist.</translation>
    </message>
    <message>
        <source>Patience with a busy computer</source>
        <translation>Geduld mit einem beschäftigten Rechner</translation>
    </message>
    <message>
        <source>So much audio may wait before some is given up and noted.</source>
        <translation>So viel Ton darf warten, ehe etwas aufgegeben und vermerkt wird.</translation>
    </message>
    <message>
        <source>Silence of a device that is a fault</source>
        <translation>Schweigen eines Geräts, das ein Fehler ist</translation>
    </message>
    <message>
        <source>A microphone that sends nothing for so long is called faulty.</source>
        <translation>Ein Mikrofon, das so lange nichts sendet, gilt als gestört.</translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Saved on this computer.</source>
        <translation>Gespeichert auf diesem Rechner.</translation>
    </message>
    <message>
        <source>{0} cannot be written: {1}</source>
        <translation>{0} kann nicht geschrieben werden: {1}</translation>
    </message>
    <message>
        <source>Reset all</source>
        <translation>Alles zurücksetzen</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>Importieren…</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportieren…</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Import settings</source>
        <translation>Einstellungen importieren</translation>
    </message>
    <message>
        <source>Export settings</source>
        <translation>Einstellungen exportieren</translation>
    </message>
</context>
<context>
    <name>Sparkline</name>
    <message>
        <source>The caller&apos;s tone over the last minute</source>
        <translation>Der Klang des Anrufers in der letzten Minute</translation>
    </message>
    <message>
        <source>Nothing certain was heard.</source>
        <translation>Nichts Sicheres war zu hören.</translation>
    </message>
    <message>
        <source>Neutral on the whole.</source>
        <translation>Im Ganzen neutral.</translation>
    </message>
    <message>
        <source>Negative on the whole.</source>
        <translation>Im Ganzen negativ.</translation>
    </message>
    <message>
        <source>Positive on the whole.</source>
        <translation>Im Ganzen positiv.</translation>
    </message>
</context>
<context>
    <name>Staff</name>
    <message>
        <source>“{name}” cannot be opened. Name another in the kiosk&apos;s file.</source>
        <translation>„{name}“ lässt sich nicht öffnen. Nennen Sie in der Datei des Terminals ein anderes.</translation>
    </message>
    <message>
        <source>There is no audio device “{name}”. Connect it, or name another in the kiosk&apos;s file.</source>
        <translation>Es gibt kein Audiogerät „{name}“. Schließen Sie es an, oder nennen Sie in der Datei des Terminals ein anderes.</translation>
    </message>
    <message>
        <source>The kiosk&apos;s file names a channel that {name} does not have. Name another.</source>
        <translation>Die Datei des Terminals nennt einen Kanal, den {name} nicht hat. Nennen Sie einen anderen.</translation>
    </message>
    <message>
        <source>“{name}” delivers nothing. Connect it again, or name another in the kiosk&apos;s file.</source>
        <translation>„{name}“ liefert nichts. Schließen Sie es neu an, oder nennen Sie in der Datei des Terminals ein anderes.</translation>
    </message>
    <message>
        <source>“{name}” cannot be opened: another program is using it, or it was unplugged. Close that program, connect it, or name another in the kiosk&apos;s file.</source>
        <translation>„{name}“ lässt sich nicht öffnen: Ein anderes Programm benutzt es, oder es wurde abgezogen. Schließen Sie jenes Programm, schließen Sie das Gerät an, oder nennen Sie in der Datei des Terminals ein anderes.</translation>
    </message>
    <message>
        <source>The log folder {folder} cannot be written: {reason}. Start the kiosk with another one.</source>
        <translation>In den Protokollordner {folder} lässt sich nicht schreiben: {reason}. Starten Sie das Terminal mit einem anderen.</translation>
    </message>
    <message>
        <source>There is no model “{name}”. Name another in the kiosk&apos;s file.</source>
        <translation>Es gibt kein Modell „{name}“. Nennen Sie in der Datei des Terminals ein anderes.</translation>
    </message>
    <message>
        <source>The microphone did not open in time. Connect it again.</source>
        <translation>Das Mikrofon ging nicht rechtzeitig an. Schließen Sie es neu an.</translation>
    </message>
    <message>
        <source>The analysis did not finish in time; the kiosk tries again.</source>
        <translation>Die Auswertung wurde nicht rechtzeitig fertig; das Terminal versucht es wieder.</translation>
    </message>
</context>
<context>
    <name>StateChip</name>
    <message>
        <source>Speaking</source>
        <translation>Spricht</translation>
    </message>
    <message>
        <source>Silence</source>
        <translation>Stille</translation>
    </message>
    <message>
        <source>Listening</source>
        <translation>Hört zu</translation>
    </message>
    <message>
        <source>No sound</source>
        <translation>Kein Ton</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>Bereit</translation>
    </message>
    <message>
        <source>Getting ready</source>
        <translation>Gleich bereit</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Pausiert</translation>
    </message>
    <message>
        <source>Reconnecting</source>
        <translation>Verbindet neu</translation>
    </message>
    <message>
        <source>Not listening</source>
        <translation>Hört nicht zu</translation>
    </message>
    <message>
        <source>Finished</source>
        <translation>Beendet</translation>
    </message>
    <message>
        <source>State: {0}</source>
        <translation>Zustand: {0}</translation>
    </message>
</context>
<context>
    <name>StatusLine</name>
    <message>
        <source>No session is open</source>
        <translation>Keine Sitzung ist offen</translation>
    </message>
    <message>
        <source>{0}Log: {1}</source>
        <translation>{0}Protokoll: {1}</translation>
    </message>
    <message>
        <source>Model: {0}</source>
        <translation>Modell: {0}</translation>
    </message>
    <message>
        <source>Delay: {0} ms</source>
        <translation>Verzögerung: {0} ms</translation>
    </message>
    <message>
        <source>95 of 100 readings were seen at most so long after their last sample.</source>
        <translation>95 von 100 Anzeigen waren höchstens so lange nach ihrem letzten Ton zu sehen.</translation>
    </message>
</context>
<context>
    <name>StrainLine</name>
    <message>
        <source>The caller has sounded negative for a while.</source>
        <translation>Der Anrufer klingt seit einer Weile negativ.</translation>
    </message>
    <message>
        <source>The caller sounds calmer again.</source>
        <translation>Der Anrufer klingt wieder ruhiger.</translation>
    </message>
</context>
<context>
    <name>SummaryDialog</name>
    <message>
        <source>Summary</source>
        <translation>Zusammenfassung</translation>
    </message>
    <message>
        <source>Summary: {0}</source>
        <translation>Zusammenfassung: {0}</translation>
    </message>
    <message>
        <source>Tone</source>
        <translation>Klang</translation>
    </message>
    <message>
        <source>Emotion</source>
        <translation>Emotion</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportieren…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>{0} of {1} utterances had a clear result; shares of the time with a clear result.</source>
        <translation>{0} von {1} Äußerungen hatten ein klares Ergebnis; Anteile an der Zeit mit klarem Ergebnis.</translation>
    </message>
    <message numerus="yes">
        <source>utterance(s)</source>
        <translation>
            <numerusform>Äußerung</numerusform>
            <numerusform>Äußerungen</numerusform>
        </translation>
    </message>
    <message>
        <source>of speech</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>first to last utterance</source>
        <translation>erste bis letzte Äußerung</translation>
    </message>
    <message>
        <source>corrected</source>
        <translation>korrigiert</translation>
    </message>
    <message>
        <source>{0}, {1} ({2} of {3} clear)</source>
        <translation>{0}, {1} ({2} von {3} klar)</translation>
    </message>
    <message>
        <source>No clear result.</source>
        <translation>Kein klares Ergebnis.</translation>
    </message>
    <message>
        <source>Not counted: {0}</source>
        <translation>Nicht gezählt: {0}</translation>
    </message>
    <message>
        <source>Confirmed by a person: {0}</source>
        <translation>Von einem Menschen bestätigt: {0}</translation>
    </message>
    <message>
        <source>Most negative moments</source>
        <translation>Negativste Augenblicke</translation>
    </message>
    <message>
        <source>None sounded negative.</source>
        <translation>Keiner klang negativ.</translation>
    </message>
    <message>
        <source>{0}  {1}, negative {2}</source>
        <translation>{0}  {1}, negativ {2}</translation>
    </message>
    <message>
        <source>{0}, corrected: {1}</source>
        <translation>{0}, korrigiert: {1}</translation>
    </message>
    <message>
        <source>Show it in the table and the timeline</source>
        <translation>In Tabelle und Zeitachse zeigen</translation>
    </message>
</context>
<context>
    <name>SystemWords</name>
    <message>
        <source>the disk is full</source>
        <translation>Der Datenträger ist voll</translation>
    </message>
    <message>
        <source>the permission is missing</source>
        <translation>Die Berechtigung fehlt</translation>
    </message>
    <message>
        <source>the file or its folder is not there</source>
        <translation>Die Datei oder ihr Ordner ist nicht da</translation>
    </message>
    <message>
        <source>the disk can only be read</source>
        <translation>Der Datenträger lässt sich nur lesen</translation>
    </message>
    <message>
        <source>the disk fails</source>
        <translation>Der Datenträger versagt</translation>
    </message>
    <message>
        <source>this is a folder</source>
        <translation>Das ist ein Ordner</translation>
    </message>
    <message>
        <source>another program is using it</source>
        <translation>Ein anderes Programm verwendet sie</translation>
    </message>
    <message>
        <source>the name is too long</source>
        <translation>Der Name ist zu lang</translation>
    </message>
</context>
<context>
    <name>Timeline</name>
    <message>
        <source>Timeline of the session</source>
        <translation>Zeitachse der Sitzung</translation>
    </message>
    <message>
        <source>Utterances: {0}</source>
        <translation>Äußerungen: {0}</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>Zeitachse</translation>
    </message>
    <message>
        <source>Level, speech and utterances of the session will appear here.</source>
        <translation>Hier erscheinen Pegel, Sprache und Äußerungen der Sitzung.</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>Verkleinern</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>Vergrößern</translation>
    </message>
    <message>
        <source>Show the whole session</source>
        <translation>Die ganze Sitzung zeigen</translation>
    </message>
    <message>
        <source>Follow the last two minutes</source>
        <translation>Den letzten zwei Minuten folgen</translation>
    </message>
</context>
<context>
    <name>ToneChip</name>
    <message>
        <source>Tone: {0}</source>
        <translation>Klang: {0}</translation>
    </message>
</context>
<context>
    <name>UtteranceTable</name>
    <message>
        <source>Utterances</source>
        <translation>Äußerungen</translation>
    </message>
    <message>
        <source>Columns of the utterances</source>
        <translation>Spalten der Äußerungen</translation>
    </message>
    <message>
        <source>Rows of the utterances</source>
        <translation>Zeilen der Äußerungen</translation>
    </message>
    <message>
        <source>That was wrong</source>
        <translation>Das war falsch</translation>
    </message>
    <message>
        <source>Copy the rows as text</source>
        <translation>Zeilen als Text kopieren</translation>
    </message>
    <message>
        <source>{0} {1} – what was it truly?</source>
        <translation>{0} {1} – was war es wirklich?</translation>
    </message>
    <message>
        <source>No correction</source>
        <translation>Keine Korrektur</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{0} von {1}</translation>
    </message>
    <message>
        <source>{0} and {1}</source>
        <translation>{0} und {1}</translation>
    </message>
    <message numerus="yes">
        <source>%n gap(s)</source>
        <translation>
            <numerusform>%n Lücke</numerusform>
            <numerusform>%n Lücken</numerusform>
        </translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filtern</translation>
    </message>
    <message>
        <source>Filter the utterances</source>
        <translation>Äußerungen filtern</translation>
    </message>
    <message>
        <source>Rows that hold all these words stay, for example: angry unsure</source>
        <translation>Zeilen mit allen diesen Wörtern bleiben, zum Beispiel: wütend negativ</translation>
    </message>
    <message>
        <source>Say what the selected utterance truly was. The result itself stays as it is.</source>
        <translation>Sagen Sie, was die gewählte Äußerung wirklich war. Das Ergebnis selbst bleibt, wie es ist.</translation>
    </message>
</context>
<context>
    <name>WarningSign</name>
    <message>
        <source>Some rows are not saved yet</source>
        <translation>Manche Zeilen sind noch nicht gespeichert</translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message>
        <source>Neutral</source>
        <translation>Neutral</translation>
    </message>
    <message>
        <source>Calm</source>
        <translation>Ruhig</translation>
    </message>
    <message>
        <source>Happy</source>
        <translation>Fröhlich</translation>
    </message>
    <message>
        <source>Sad</source>
        <translation>Traurig</translation>
    </message>
    <message>
        <source>Angry</source>
        <translation>Wütend</translation>
    </message>
    <message>
        <source>Fearful</source>
        <translation>Ängstlich</translation>
    </message>
    <message>
        <source>Surprised</source>
        <translation>Überrascht</translation>
    </message>
    <message>
        <source>Bored</source>
        <translation>Gelangweilt</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Klar</translation>
    </message>
    <message>
        <source>Unsure</source>
        <translation>Unsicher</translation>
    </message>
    <message>
        <source>Too short</source>
        <translation>Zu kurz</translation>
    </message>
    <message>
        <source>Too noisy</source>
        <translation>Verrauscht</translation>
    </message>
    <message>
        <source>Disgusted</source>
        <translation>Angewidert</translation>
    </message>
    <message>
        <source>Too loud</source>
        <translation>Übersteuert</translation>
    </message>
    <message>
        <source>No speech</source>
        <translation>Keine Sprache</translation>
    </message>
    <message>
        <source>Gap</source>
        <translation>Lücke</translation>
    </message>
    <message>
        <source>Not sure enough to say.</source>
        <translation>Nicht sicher genug für eine Aussage.</translation>
    </message>
    <message>
        <source>Too little speech to tell. Speak a little longer.</source>
        <translation>Zu wenig Sprache. Sprechen Sie etwas länger.</translation>
    </message>
    <message>
        <source>Too much noise to tell. Come closer, or make it quiet.</source>
        <translation>Zu viel Lärm. Kommen Sie näher, oder sorgen Sie für Ruhe.</translation>
    </message>
    <message>
        <source>The input is overloaded. Turn it down.</source>
        <translation>Der Eingang ist übersteuert. Stellen Sie ihn leiser.</translation>
    </message>
    <message>
        <source>No voice was heard.</source>
        <translation>Keine Stimme war zu hören.</translation>
    </message>
    <message>
        <source>Audio was lost here.</source>
        <translation>Hier ging Ton verloren.</translation>
    </message>
    <message>
        <source>Negative</source>
        <translation>Negativ</translation>
    </message>
    <message>
        <source>Positive</source>
        <translation>Positiv</translation>
    </message>
    <message>
        <source>Microphone</source>
        <translation>Mikrofon</translation>
    </message>
    <message>
        <source>System audio</source>
        <translation>Systemton</translation>
    </message>
    <message>
        <source>Recording</source>
        <translation>Aufnahme</translation>
    </message>
    <message>
        <source>Demo recording</source>
        <translation>Demoaufnahme</translation>
    </message>
    <message>
        <source>left</source>
        <translation>links</translation>
    </message>
    <message>
        <source>right</source>
        <translation>rechts</translation>
    </message>
    <message>
        <source>mix of all channels</source>
        <translation>alle Kanäle gemischt</translation>
    </message>
    <message>
        <source>left and right separately</source>
        <translation>links und rechts getrennt</translation>
    </message>
    <message>
        <source>mono</source>
        <translation>mono</translation>
    </message>
    <message>
        <source>channel {0}</source>
        <translation>Kanal {0}</translation>
    </message>
    <message>
        <source>{0}%</source>
        <translation>{0} %</translation>
    </message>
    <message>
        <source>{0} s</source>
        <translation>{0} s</translation>
    </message>
</context>
<context>
    <name>_Counts</name>
    <message numerus="yes">
        <source>%n row(s)</source>
        <translation>
            <numerusform>%n Zeile</numerusform>
            <numerusform>%n Zeilen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) are not saved yet</source>
        <translation>
            <numerusform>%n Zeile ist noch nicht gespeichert</numerusform>
            <numerusform>%n Zeilen sind noch nicht gespeichert</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n older row(s) had to be given up.</source>
        <translation>
            <numerusform>%n ältere Zeile musste aufgegeben werden.</numerusform>
            <numerusform>%n ältere Zeilen mussten aufgegeben werden.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n channel(s)</source>
        <translation>
            <numerusform>%n Kanal</numerusform>
            <numerusform>%n Kanäle</numerusform>
        </translation>
    </message>
</context>
</TS>
