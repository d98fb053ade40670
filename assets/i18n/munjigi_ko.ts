<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ko" sourcelanguage="en">
<context>
    <name>AnswerPane</name>
    <message>
        <source>Answer</source>
        <translation>답변</translation>
    </message>
    <message>
        <source>Tab leads through the citations, Enter opens one; so does Alt+1 to 9.</source>
        <translation>Tab으로 출처를 차례로 짚고 Enter로 엽니다. Alt+1부터 Alt+9까지도 출처를 엽니다.</translation>
    </message>
    <message>
        <source>Copy answer</source>
        <translation>답변 복사</translation>
    </message>
    <message>
        <source>New conversation</source>
        <translation>새 대화</translation>
    </message>
    <message>
        <source>The next question does not go on with this one (Ctrl+N)</source>
        <translation>다음 질문을 지금 대화와 잇지 않고 새로 시작합니다 (Ctrl+N)</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
    <message>
        <source>Close the answer (Esc)</source>
        <translation>답변을 닫습니다 (Esc)</translation>
    </message>
    <message>
        <source>Looking for the articles to stand on…</source>
        <translation>근거가 될 조문을 찾고 있습니다…</translation>
    </message>
    <message>
        <source>This stands in the articles. The model reads on…</source>
        <translation>조문에 있는 말입니다. 모델이 이어서 읽고 있습니다…</translation>
    </message>
    <message>
        <source>Writing; quotes are checked at the end.</source>
        <translation>쓰고 있습니다. 인용한 글은 다 쓴 뒤에 확인합니다.</translation>
    </message>
    <message>
        <source>This stands in the articles. The model writes below; that is checked at the end.</source>
        <translation>조문에 있는 말입니다. 모델이 그 아래에 쓰고 있으며, 다 쓴 뒤에 확인합니다.</translation>
    </message>
    <message>
        <source>No evidence</source>
        <translation>근거 없음</translation>
    </message>
    <message>
        <source>Nothing in the documents answers this. The nearest articles are shown below.</source>
        <translation>문서에서 답할 근거를 찾지 못했습니다. 가장 가까운 조문을 아래에 보입니다.</translation>
    </message>
    <message>
        <source>Word for word from the articles; no model wrote here</source>
        <translation>조문에서 그대로(모델이 쓴 글 없음)</translation>
    </message>
    <message>
        <source>{seconds} s</source>
        <translation>{seconds}초</translation>
    </message>
    <message>
        <source>{sources} sources · {used}/{room} tokens</source>
        <translation>자료 {sources}건 · {used}/{room} 토큰</translation>
    </message>
    <message>
        <source>{count} left out or cut</source>
        <translation>빼거나 줄인 자료 {count}건</translation>
    </message>
    <message>
        <source>quoted {count}</source>
        <translation>인용 확인 {count}</translation>
    </message>
    <message>
        <source>grounded {count}</source>
        <translation>근거 있음 {count}</translation>
    </message>
    <message>
        <source>check needed {count}</source>
        <translation>확인 필요 {count}</translation>
    </message>
    <message>
        <source>Sentences {count}</source>
        <translation>문장 {count}</translation>
    </message>
    <message>
        <source>Questions before these: {count}. Exporting the conversation shows them all.</source>
        <translation>앞선 질문이 {count}개 더 있습니다. 대화를 내보내면 모두 볼 수 있습니다.</translation>
    </message>
    <message>
        <source>The model writes:</source>
        <translation>모델이 쓰는 글(아직 확인 전)</translation>
    </message>
</context>
<context>
    <name>AnswerWriter</name>
    <message>
        <source>Check needed</source>
        <translation>확인 필요</translation>
    </message>
    <message>
        <source>a dotted underline marks what no cited article supports.</source>
        <translation>점선 밑줄은 인용한 조문이 뒷받침하지 않는 문장입니다.</translation>
    </message>
    <message>
        <source>✓ same as the original</source>
        <translation>✓ 원문과 같음</translation>
    </message>
    <message>
        <source>Read and looked for as: {question}</source>
        <translation>이렇게 읽고 찾았습니다: {question}</translation>
    </message>
    <message>
        <source>Word for word from the articles</source>
        <translation>조문에서 그대로</translation>
    </message>
    <message>
        <source>Written by {model}</source>
        <translation>모델이 쓴 글 · {model}</translation>
    </message>
    <message>
        <source>✗ not found in the original</source>
        <translation>✗ 원문에서 찾지 못함</translation>
    </message>
    <message>
        <source>Left out, as no article supports it: {count}</source>
        <translation>뒷받침하는 조문이 없어 뺀 문장: {count}</translation>
    </message>
</context>
<context>
    <name>ArticlePane</name>
    <message>
        <source>‹ Previous</source>
        <translation>‹ 이전 조문</translation>
    </message>
    <message>
        <source>Previous article</source>
        <translation>이전 조문</translation>
    </message>
    <message>
        <source>Next ›</source>
        <translation>다음 조문 ›</translation>
    </message>
    <message>
        <source>Next article</source>
        <translation>다음 조문</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>되돌아가기</translation>
    </message>
    <message>
        <source>Back to the article that led here (Alt+Up)</source>
        <translation>이곳으로 이끈 조문으로 되돌아갑니다 (Alt+Up)</translation>
    </message>
    <message>
        <source>Articles that refer to this one</source>
        <translation>이 조문을 인용한 곳</translation>
    </message>
    <message>
        <source>Copy with source</source>
        <translation>출처와 함께 복사</translation>
    </message>
    <message>
        <source>Copy the article with its citation (Ctrl+C)</source>
        <translation>조문을 출처와 함께 복사합니다 (Ctrl+C)</translation>
    </message>
    <message>
        <source>Choose a result to read the article here, in its document.</source>
        <translation>결과를 고르면 그 조문을 문서 안에서 보여 줍니다.</translation>
    </message>
    <message>
        <source>and {count} more</source>
        <translation>그 밖에 {count}곳</translation>
    </message>
    <message>
        <source>Cited by {count}</source>
        <translation>인용한 곳 {count}</translation>
    </message>
    <message>
        <source>effective {date}</source>
        <translation>{date} 시행</translation>
    </message>
    <message>
        <source>Article</source>
        <translation>조문</translation>
    </message>
    <message>
        <source>Article or original</source>
        <translation>조문과 원본</translation>
    </message>
    <message>
        <source>Original</source>
        <translation>원본</translation>
    </message>
    <message>
        <source>The page as its author sees it (F9)</source>
        <translation>파일을 만든 모습 그대로 보기 (F9)</translation>
    </message>
    <message>
        <source>article amended {date}</source>
        <translation>조문 개정 {date}</translation>
    </message>
    <message>
        <source>To the draft</source>
        <translation>초안에 넣기</translation>
    </message>
    <message>
        <source>Cite the article in the draft that is open (Ctrl+Shift+D)</source>
        <translation>열려 있는 초안에 이 조문을 근거로 넣습니다(Ctrl+Shift+D)</translation>
    </message>
</context>
<context>
    <name>Asking</name>
    <message>
        <source>Stopped. What was written is not checked.</source>
        <translation>멈췄습니다. 여기까지 쓴 글은 확인하지 않은 것입니다.</translation>
    </message>
    <message>
        <source>The model stopped. What was cut from the articles stands.</source>
        <translation>모델이 멈췄습니다. 조문에서 옮긴 말은 그대로 보입니다.</translation>
    </message>
</context>
<context>
    <name>AuditSection</name>
    <message>
        <source>Audit</source>
        <translation>감사 기록</translation>
    </message>
    <message>
        <source>What was installed, opened, exported and changed, chained entry by entry. It holds no document text, question, title or file name.</source>
        <translation>설치하고 열고 내보내고 바꾼 일을 한 건씩 사슬로 이어 남깁니다. 문서 내용, 질문, 제목, 파일 이름은 남기지 않습니다.</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>번호</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>때</translation>
    </message>
    <message>
        <source>Act</source>
        <translation>한 일</translation>
    </message>
    <message>
        <source>What</source>
        <translation>내용</translation>
    </message>
    <message>
        <source>&amp;Verify the chain</source>
        <translation>사슬 확인(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Export…</source>
        <translation>내보내기(&amp;E)…</translation>
    </message>
    <message>
        <source>Verifying the audit</source>
        <translation>감사 기록을 확인하는 중</translation>
    </message>
    <message>
        <source>munjigi-audit.csv</source>
        <translation>문지기-감사기록.csv</translation>
    </message>
    <message>
        <source>{count} entries: {path}</source>
        <translation>{count}건: {path}</translation>
    </message>
    <message>
        <source>The audit was saved</source>
        <translation>감사 기록을 저장했습니다</translation>
    </message>
    <message>
        <source>The audit is not whole</source>
        <translation>감사 기록이 온전하지 않습니다</translation>
    </message>
    <message>
        <source>The audit is whole</source>
        <translation>감사 기록이 온전합니다</translation>
    </message>
    <message>
        <source>Installation</source>
        <translation>설치</translation>
    </message>
    <message>
        <source>Workspace</source>
        <translation>작업 폴더</translation>
    </message>
    <message>
        <source>{name}: {count} entries, {sealed} of them sealed</source>
        <translation>{name}: {count}건, 그중 봉인된 것 {sealed}건</translation>
    </message>
    <message>
        <source>Written with keys of another account or PC, checked by their digests alone: {count}</source>
        <translation>다른 계정이나 다른 PC의 키로 남긴 것이어서 해시값만 확인한 기록: {count}건</translation>
    </message>
    <message>
        <source>The key of this account cannot be read: no seal was checked.</source>
        <translation>이 계정의 키를 읽을 수 없어 봉인을 확인하지 못했습니다.</translation>
    </message>
    <message>
        <source>Brought here, or a break that a person accepted: entries {numbers}</source>
        <translation>이곳으로 옮겨 왔거나 끊긴 것을 사람이 받아들인 기록: {numbers}번</translation>
    </message>
    <message>
        <source>Nothing was recorded yet.</source>
        <translation>아직 남긴 기록이 없습니다.</translation>
    </message>
    <message>
        <source>{shown} of {total} entries</source>
        <translation>{total}건 가운데 {shown}건</translation>
    </message>
    <message>
        <source>{total} entries</source>
        <translation>{total}건</translation>
    </message>
    <message>
        <source>Of this workspace</source>
        <translation>이 작업 폴더의 기록</translation>
    </message>
    <message>
        <source>Of the installation</source>
        <translation>설치의 기록</translation>
    </message>
    <message>
        <source>Whose audit</source>
        <translation>어느 기록인지</translation>
    </message>
    <message>
        <source>All acts</source>
        <translation>모든 일</translation>
    </message>
    <message>
        <source>Kind of act</source>
        <translation>일의 갈래</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>거르기</translation>
    </message>
</context>
<context>
    <name>BundlePage</name>
    <message>
        <source>Add a &amp;medium…</source>
        <translation>매체 추가(&amp;M)…</translation>
    </message>
    <message>
        <source>&amp;Begin again</source>
        <translation>처음부터(&amp;B)</translation>
    </message>
    <message>
        <source>Choose the &amp;root document…</source>
        <translation>루트 문서 고르기(&amp;R)…</translation>
    </message>
    <message>
        <source>For &amp;this account only</source>
        <translation>이 계정에서만 쓰기(&amp;T)</translation>
    </message>
    <message>
        <source>For &amp;everybody on this PC (needs the administrator&apos;s rights)</source>
        <translation>이 PC의 모든 사용자(관리자 권한 필요)(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Verify</source>
        <translation>확인(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Install</source>
        <translation>설치(&amp;I)</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>돌아가기</translation>
    </message>
    <message>
        <source>Verifying the bundle</source>
        <translation>설치 묶음을 확인하는 중</translation>
    </message>
    <message>
        <source>Installing the bundle</source>
        <translation>묶음을 설치하는 중</translation>
    </message>
    <message>
        <source>Signatures and contents are as they should be</source>
        <translation>서명과 내용이 모두 맞습니다</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>버전</translation>
    </message>
    <message>
        <source>Signed by</source>
        <translation>서명자</translation>
    </message>
    <message>
        <source>Signed on</source>
        <translation>서명한 날</translation>
    </message>
    <message>
        <source>Parts</source>
        <translation>구성</translation>
    </message>
    <message>
        <source>On the media</source>
        <translation>매체에서 확인한 것</translation>
    </message>
    <message>
        <source>On this PC already</source>
        <translation>이 PC에 이미 있는 것</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>알림</translation>
    </message>
    <message>
        <source>Is installed to</source>
        <translation>설치할 곳</translation>
    </message>
    <message>
        <source>Version {version} was installed</source>
        <translation>{version} 버전을 설치했습니다</translation>
    </message>
    <message>
        <source>It starts from now on, also here with the next start: {path}</source>
        <translation>이제부터 다음 파일로 시작합니다: {path}</translation>
    </message>
    <message>
        <source>The installation was stopped</source>
        <translation>설치를 멈췄습니다</translation>
    </message>
    <message>
        <source>What starts is what started before. “Install” goes on where it stopped.</source>
        <translation>지금까지 쓰던 것이 그대로 시작됩니다. ‘설치’를 누르면 멈춘 곳부터 이어서 합니다.</translation>
    </message>
    <message>
        <source>No medium was chosen yet.</source>
        <translation>아직 고른 매체가 없습니다.</translation>
    </message>
    <message>
        <source>None: only for a PC where a bundle was installed before.</source>
        <translation>없음: 전에 설치 묶음을 설치한 PC에서만 없어도 됩니다.</translation>
    </message>
    <message>
        <source>Media</source>
        <translation>매체</translation>
    </message>
    <message>
        <source>Root document</source>
        <translation>루트 문서</translation>
    </message>
    <message>
        <source>1. The media, in any order: folders that hold “meta” and “data”.</source>
        <translation>1. 매체: ‘meta’와 ‘data’가 든 폴더입니다. 여러 개이면 순서는 상관없습니다.</translation>
    </message>
    <message>
        <source>2. The root document that was handed over to you separately. It says whose signatures count; one that lies on the same medium proves nothing.</source>
        <translation>2. 따로 전달받은 루트 문서: 누구의 서명을 믿을지 정합니다. 같은 매체에 든 것은 아무것도 증명하지 못합니다.</translation>
    </message>
    <message>
        <source>3. Where to.</source>
        <translation>3. 설치할 곳</translation>
    </message>
    <message>
        <source>Install a bundle</source>
        <translation>번들 설치</translation>
    </message>
</context>
<context>
    <name>CheckPanel</name>
    <message>
        <source>What is to be mended</source>
        <translation>고칠 것</translation>
    </message>
    <message>
        <source>Mend</source>
        <translation>고치기</translation>
    </message>
    <message>
        <source>Mend what is chosen (Enter)</source>
        <translation>고른 것을 고칩니다(Enter)</translation>
    </message>
    <message>
        <source>Mend all</source>
        <translation>모두 고치기</translation>
    </message>
    <message>
        <source>Mend everything that code knows how to (Ctrl+Shift+F)</source>
        <translation>고칠 말을 아는 것을 모두 고칩니다(Ctrl+Shift+F)</translation>
    </message>
    <message>
        <source>What breaks a rule, and what comes from nowhere, is listed here.</source>
        <translation>규정에 어긋난 곳과 근거가 없는 사실을 여기에 보입니다.</translation>
    </message>
    <message>
        <source>goes away</source>
        <translation>지웁니다</translation>
    </message>
    <message>
        <source>error</source>
        <translation>오류</translation>
    </message>
    <message>
        <source>hint</source>
        <translation>권고</translation>
    </message>
    <message>
        <source>Nothing to mend.</source>
        <translation>고칠 것이 없습니다.</translation>
    </message>
    <message>
        <source>becomes: {fix}</source>
        <translation>고치면: {fix}</translation>
    </message>
    <message>
        <source>{errors} errors, {hints} hints</source>
        <translation>오류 {errors}건, 권고 {hints}건</translation>
    </message>
</context>
<context>
    <name>ClipboardGuard</name>
    <message>
        <source>The policy of this site does not allow copying.</source>
        <translation>기관 정책이 복사를 허용하지 않습니다.</translation>
    </message>
</context>
<context>
    <name>Components</name>
    <message>
        <source>Installed components</source>
        <translation>설치된 구성</translation>
    </message>
    <message>
        <source>What was installed on this PC from signed bundles, and who signed it.</source>
        <translation>서명된 설치 묶음(번들)으로 이 PC에 설치한 것과 서명한 사람입니다.</translation>
    </message>
    <message>
        <source>This program runs from a folder of its source, not from a signed bundle. Nothing here was signed, so there is nothing to check against a signature. The models are checked in “Models”.</source>
        <translation>이 프로그램은 서명된 설치 묶음이 아니라 소스 폴더에서 실행되고 있습니다. 서명된 것이 없으므로 서명으로 확인할 것도 없습니다. 모델은 ‘모델’에서 확인할 수 있습니다.</translation>
    </message>
    <message>
        <source>Releases</source>
        <translation>릴리스</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>버전</translation>
    </message>
    <message>
        <source>Signed by</source>
        <translation>서명자</translation>
    </message>
    <message>
        <source>Signed on</source>
        <translation>서명한 날</translation>
    </message>
    <message>
        <source>Age</source>
        <translation>나이</translation>
    </message>
    <message>
        <source>State</source>
        <translation>상태</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>확인</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>종류</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>이름</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>크기</translation>
    </message>
    <message>
        <source>Parts of this release</source>
        <translation>이 릴리스의 구성</translation>
    </message>
    <message>
        <source>Parts</source>
        <translation>구성</translation>
    </message>
    <message>
        <source>&amp;Check now</source>
        <translation>지금 확인(&amp;C)</translation>
    </message>
    <message>
        <source>Install a &amp;bundle…</source>
        <translation>번들 설치(&amp;B)…</translation>
    </message>
    <message>
        <source>Reads every byte of every release and compares it with what was signed</source>
        <translation>모든 릴리스의 파일을 모두 읽어 서명된 내용과 견줍니다</translation>
    </message>
    <message>
        <source>Checking what is installed</source>
        <translation>설치된 것을 확인하는 중</translation>
    </message>
    <message>
        <source>Everything installed is what was signed</source>
        <translation>설치된 것이 모두 서명된 그대로입니다</translation>
    </message>
    <message>
        <source>Install the bundle again: {names}</source>
        <translation>다음 설치 묶음을 다시 설치해 주세요: {names}</translation>
    </message>
    <message>
        <source>Something installed is not what was signed</source>
        <translation>서명된 내용과 다른 것이 있습니다</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>순서</translation>
    </message>
    <message>
        <source>Channel</source>
        <translation>채널</translation>
    </message>
    <message>
        <source>Installed on</source>
        <translation>설치한 때</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>폴더</translation>
    </message>
    <message>
        <source>SHA-256 of the signed release</source>
        <translation>서명된 릴리스의 SHA-256</translation>
    </message>
    <message>
        <source>In use</source>
        <translation>사용 중</translation>
    </message>
    <message>
        <source>Kept</source>
        <translation>보관 중</translation>
    </message>
    <message>
        <source>Kept, but may not start again</source>
        <translation>보관 중(되돌릴 수 없음)</translation>
    </message>
    <message>
        <source>Not checked yet</source>
        <translation>확인 전</translation>
    </message>
    <message>
        <source>As it was signed</source>
        <translation>서명된 그대로</translation>
    </message>
    <message>
        <source>Damaged</source>
        <translation>손상됨</translation>
    </message>
</context>
<context>
    <name>ConflictBox</name>
    <message>
        <source>{label}: the notes contradict themselves. Which is right?</source>
        <translation>{label}: 메모에 서로 다른 값이 있습니다. 어느 것이 맞습니까?</translation>
    </message>
    <message>
        <source>notes, line {line}</source>
        <translation>메모 {line}행</translation>
    </message>
</context>
<context>
    <name>DayField</name>
    <message>
        <source>Calendar: {name}</source>
        <translation>달력: {name}</translation>
    </message>
    <message>
        <source>This is no day.</source>
        <translation>날짜가 아닙니다.</translation>
    </message>
    <message>
        <source>{name}: a day like 2026-01-31 (Alt+Down opens a calendar)</source>
        <translation>{name}: 2026-01-31처럼 적습니다 (Alt+↓ 달력)</translation>
    </message>
</context>
<context>
    <name>Diagnosis</name>
    <message>
        <source>Diagnosis</source>
        <translation>진단</translation>
    </message>
    <message>
        <source>Checks of the program, its models and its documents on this PC. Nothing is sent anywhere.</source>
        <translation>이 PC에서 프로그램과 모델, 문서가 온전한지 점검합니다. 어디로도 보내지 않습니다.</translation>
    </message>
    <message>
        <source>&amp;Check now</source>
        <translation>지금 점검(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Save diagnostics file…</source>
        <translation>진단 파일 저장(&amp;S)…</translation>
    </message>
    <message>
        <source>Check the air &amp;gap</source>
        <translation>폐쇄망 점검(&amp;G)</translation>
    </message>
    <message>
        <source>Every process of the program tries to reach a network, then works while it is watched</source>
        <translation>프로그램의 모든 프로세스가 네트워크에 나가 보려 하고, 실제로 일하는 동안 지켜봅니다</translation>
    </message>
    <message>
        <source>The diagnostics file holds versions, counts, error codes and the verdicts below. It holds no document text, question, title, file name or user name, and can be read before it is handed on.</source>
        <translation>진단 파일에는 버전, 개수, 오류 코드, 점검 결과만 들어갑니다. 문서 내용, 질문, 제목, 파일 이름, 사용자 이름은 들어가지 않으며, 넘기기 전에 열어 읽어 볼 수 있습니다.</translation>
    </message>
    <message>
        <source>Save the &amp;page for the inspector…</source>
        <translation>점검표 저장(&amp;P)…</translation>
    </message>
    <message>
        <source>Not checked yet</source>
        <translation>아직 점검하지 않았습니다</translation>
    </message>
    <message>
        <source>Checking</source>
        <translation>점검하는 중</translation>
    </message>
    <message>
        <source>Checking the air gap</source>
        <translation>폐쇄망을 점검하는 중</translation>
    </message>
    <message>
        <source>munjigi-diagnostics.json</source>
        <translation>문지기-진단.json</translation>
    </message>
    <message>
        <source>The diagnostics file was saved</source>
        <translation>진단 파일을 저장했습니다</translation>
    </message>
    <message>
        <source>air-gap.html</source>
        <translation>폐쇄망-점검표.html</translation>
    </message>
    <message>
        <source>The page was saved</source>
        <translation>점검표를 저장했습니다</translation>
    </message>
    <message>
        <source>{count} checks are not in order</source>
        <translation>이상이 있는 항목 {count}개</translation>
    </message>
    <message>
        <source>Everything is in order</source>
        <translation>모두 정상입니다</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>버전</translation>
    </message>
    <message>
        <source>Show the folder</source>
        <translation>폴더 열기</translation>
    </message>
    <message>
        <source>The program cannot reach a network</source>
        <translation>프로그램이 네트워크에 나갈 수 없습니다</translation>
    </message>
    <message>
        <source>The air gap is not proven</source>
        <translation>네트워크 차단을 확인하지 못했습니다</translation>
    </message>
    <message>
        <source>Check first; the file holds what was seen</source>
        <translation>먼저 점검해 주세요. 점검 결과가 파일에 들어갑니다</translation>
    </message>
</context>
<context>
    <name>DocumentText</name>
    <message>
        <source>Article in its document</source>
        <translation>문서 안의 조문</translation>
    </message>
    <message>
        <source>“{law}” is not in the library.</source>
        <translation>「{law}」 문서가 문서함에 없습니다.</translation>
    </message>
    <message>
        <source>{label}: not found in that document; it opens at its beginning.</source>
        <translation>{label}: 그 문서에서 찾지 못해 문서의 처음을 엽니다.</translation>
    </message>
</context>
<context>
    <name>Drafting</name>
    <message>
        <source>Reading the notes…</source>
        <translation>메모를 읽고 있습니다…</translation>
    </message>
    <message>
        <source>The draft is there; the model looks for better words…</source>
        <translation>초안이 나왔습니다. 모델이 문장을 다듬고 있습니다…</translation>
    </message>
    <message>
        <source>Make a draft</source>
        <translation>초안 만들기</translation>
    </message>
    <message>
        <source>The model writes: {words}</source>
        <translation>모델이 쓰는 중: {words}</translation>
    </message>
</context>
<context>
    <name>EvidencePanel</name>
    <message>
        <source>Each sentence of the letter is listed here with what it stands on.</source>
        <translation>문장마다 무엇을 근거로 하는지 여기에 보입니다.</translation>
    </message>
    <message>
        <source>Sentences and what they stand on</source>
        <translation>문장과 그 근거</translation>
    </message>
    <message>
        <source>Articles: Space puts one into the letter or takes it out</source>
        <translation>조문 목록: 스페이스로 근거에 넣거나 뺍니다</translation>
    </message>
    <message>
        <source>The article&apos;s text</source>
        <translation>조문 내용</translation>
    </message>
    <message>
        <source>A&amp;rticles</source>
        <translation>조문(&amp;R)</translation>
    </message>
    <message>
        <source>No article is cited. Ctrl+Shift+D in Search sends one here.</source>
        <translation>인용한 조문이 없습니다. 찾기에서 Ctrl+Shift+D를 누르면 조문이 이리로 옵니다.</translation>
    </message>
</context>
<context>
    <name>ExportDialog</name>
    <message>
        <source>Export</source>
        <translation>내보내기</translation>
    </message>
    <message>
        <source>With the &amp;review: what each sentence stands on</source>
        <translation>검토 부록도 함께(&amp;R): 문장마다의 근거</translation>
    </message>
    <message>
        <source>The policy of this site does not allow the other formats.</source>
        <translation>그 밖의 형식은 기관 정책이 허용하지 않습니다.</translation>
    </message>
    <message>
        <source>Choose a place…</source>
        <translation>저장할 곳 고르기…</translation>
    </message>
    <message>
        <source>Export the letter</source>
        <translation>문서 내보내기</translation>
    </message>
    <message>
        <source>&amp;HWPX: Hangul, an open format</source>
        <translation>&amp;HWPX: 한글(개방형 문서 형식)</translation>
    </message>
    <message>
        <source>&amp;DOCX: Word</source>
        <translation>&amp;DOCX: 워드</translation>
    </message>
    <message>
        <source>&amp;PDF: as it is printed</source>
        <translation>&amp;PDF: 인쇄되는 그대로</translation>
    </message>
    <message>
        <source>&amp;Markdown: plain text</source>
        <translation>마크다운(&amp;M): 일반 글</translation>
    </message>
    <message>
        <source>The review is a file of its own beside the letter (name_검토부록); it does not go out with it.</source>
        <translation>검토 부록은 공문 옆에 따로 만드는 파일(이름_검토부록)이며, 공문에는 들어가지 않습니다.</translation>
    </message>
</context>
<context>
    <name>Fields</name>
    <message>
        <source>Check a field</source>
        <translation>칸 확인</translation>
    </message>
    <message>
        <source>Change a field</source>
        <translation>칸 바꾸기</translation>
    </message>
</context>
<context>
    <name>Filing</name>
    <message>
        <source>Removing</source>
        <translation>지우고 있습니다</translation>
    </message>
</context>
<context>
    <name>FilterBar</name>
    <message>
        <source>+{count}</source>
        <translation>외 {count}</translation>
    </message>
    <message>
        <source>As of</source>
        <translation>시행일 기준</translation>
    </message>
    <message>
        <source>Clear all</source>
        <translation>모두 지우기</translation>
    </message>
    <message>
        <source>Collection</source>
        <translation>문서 모음</translation>
    </message>
    <message>
        <source>Filters</source>
        <translation>필터</translation>
    </message>
    <message>
        <source>Filters · {count}</source>
        <translation>필터 · {count}</translation>
    </message>
    <message>
        <source>In force</source>
        <translation>시행일</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>종류</translation>
    </message>
    <message>
        <source>Look only in some documents (F7; Shift+F7 takes all filters away)</source>
        <translation>일부 문서에서만 찾기 (F7, 필터 모두 지우기 Shift+F7)</translation>
    </message>
    <message>
        <source>Ministry</source>
        <translation>부처</translation>
    </message>
    <message>
        <source>Take all filters away (Shift+F7)</source>
        <translation>필터 모두 지우기 (Shift+F7)</translation>
    </message>
</context>
<context>
    <name>FilterPanel</name>
    <message>
        <source>&amp;Collection</source>
        <translation>문서 모음(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Kind</source>
        <translation>종류(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;Ministry</source>
        <translation>부처(&amp;M)</translation>
    </message>
    <message>
        <source>A day that cannot be read is left out.</source>
        <translation>읽을 수 없는 날짜는 빼고 찾습니다.</translation>
    </message>
    <message>
        <source>Any day</source>
        <translation>제한 없음</translation>
    </message>
    <message>
        <source>As in force &amp;on</source>
        <translation>시행일 기준(&amp;O)</translation>
    </message>
    <message>
        <source>As of</source>
        <translation>시행일 기준</translation>
    </message>
    <message>
        <source>Collections</source>
        <translation>문서 모음</translation>
    </message>
    <message>
        <source>Find a ministry</source>
        <translation>부처 이름</translation>
    </message>
    <message>
        <source>In &amp;force between</source>
        <translation>시행일(&amp;F)</translation>
    </message>
    <message>
        <source>In force since</source>
        <translation>시행일 처음</translation>
    </message>
    <message>
        <source>In force until</source>
        <translation>시행일 끝</translation>
    </message>
    <message>
        <source>Kinds of document</source>
        <translation>문서 종류</translation>
    </message>
    <message>
        <source>Ministries</source>
        <translation>부처</translation>
    </message>
    <message>
        <source>The last day lies before the first.</source>
        <translation>끝 날짜가 처음 날짜보다 이릅니다.</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>오늘</translation>
    </message>
</context>
<context>
    <name>Filters</name>
    <message>
        <source>Collection</source>
        <translation>문서 모음</translation>
    </message>
    <message>
        <source>Look only in this collection</source>
        <translation>이 문서 모음에서만 찾습니다</translation>
    </message>
    <message>
        <source>Kind of document</source>
        <translation>문서 종류</translation>
    </message>
    <message>
        <source>Look only in this kind of document</source>
        <translation>이 종류의 문서에서만 찾습니다</translation>
    </message>
    <message>
        <source>All collections</source>
        <translation>모든 모음</translation>
    </message>
    <message>
        <source>All kinds</source>
        <translation>모든 종류</translation>
    </message>
</context>
<context>
    <name>Findings</name>
    <message>
        <source>Mend all</source>
        <translation>모두 고치기</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>점검</translation>
    </message>
    <message>
        <source>Personal data or protected words are in it.</source>
        <translation>개인정보나 보호해야 할 말이 들어 있습니다.</translation>
    </message>
    <message>
        <source>Mend</source>
        <translation>고치기</translation>
    </message>
    <message>
        <source>Check ({count})</source>
        <translation>점검({count})</translation>
    </message>
    <message>
        <source>{errors} errors are still in the letter.</source>
        <translation>문서에 오류 {errors}건이 남아 있습니다.</translation>
    </message>
    <message>
        <source>{errors} errors</source>
        <translation>오류 {errors}건</translation>
    </message>
</context>
<context>
    <name>FolderTable</name>
    <message>
        <source>&amp;Stop keeping up…</source>
        <translation>그만 따라가기(&amp;S)…</translation>
    </message>
    <message>
        <source>Take the folder and its documents out of the library (Delete)</source>
        <translation>이 폴더와 그 문서를 문서함에서 뺍니다 (Delete)</translation>
    </message>
    <message>
        <source>What to leave o&amp;ut…</source>
        <translation>제외 규칙(&amp;U)…</translation>
    </message>
    <message>
        <source>Patterns of files and folders that are not taken in (Enter)</source>
        <translation>넣지 않을 파일과 폴더를 정합니다 (Enter)</translation>
    </message>
    <message>
        <source>&amp;Look through them now</source>
        <translation>지금 다시 살펴보기(&amp;L)</translation>
    </message>
    <message>
        <source>Take in what is new or changed since the last time (F5)</source>
        <translation>지난번 뒤로 새로 생기거나 바뀐 파일을 넣습니다 (F5)</translation>
    </message>
    <message>
        <source>Files that are added, changed, moved or deleted in these folders are followed by themselves.</source>
        <translation>이 폴더에서 파일이 새로 생기거나 바뀌거나 옮겨지거나 지워지면 저절로 따라갑니다.</translation>
    </message>
    <message>
        <source>No folder was added yet. “Add a folder…” takes one in and keeps up with it.</source>
        <translation>아직 넣은 폴더가 없습니다. ‘폴더 추가’로 넣으면 그 뒤로 바뀌는 파일도 따라갑니다.</translation>
    </message>
    <message>
        <source>Folders</source>
        <translation>폴더</translation>
    </message>
    <message>
        <source>Folder or file</source>
        <translation>폴더 또는 파일</translation>
    </message>
    <message>
        <source>Collection</source>
        <translation>문서 모음</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>제외 규칙</translation>
    </message>
</context>
<context>
    <name>GoingOut</name>
    <message>
        <source>The letter was exported</source>
        <translation>문서를 내보냈습니다</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>열기</translation>
    </message>
    <message>
        <source>Show the folder</source>
        <translation>폴더 보기</translation>
    </message>
    <message>
        <source>Replace the file</source>
        <translation>파일 바꾸기</translation>
    </message>
    <message>
        <source>Draft</source>
        <translation>초안</translation>
    </message>
    <message>
        <source>Export all the same</source>
        <translation>그대로 내보내기</translation>
    </message>
    <message>
        <source>No program opens this file</source>
        <translation>이 파일을 여는 프로그램이 없습니다</translation>
    </message>
</context>
<context>
    <name>History</name>
    <message>
        <source>Enter looks again, Delete forgets a row.</source>
        <translation>Enter 다시 찾기, Delete 한 줄 지우기</translation>
    </message>
    <message>
        <source>Forget all</source>
        <translation>기록 모두 지우기</translation>
    </message>
    <message>
        <source>&amp;Remember searches and conversations</source>
        <translation>검색과 대화 기록 남기기(&amp;R)</translation>
    </message>
    <message>
        <source>Forget the searches made before; saved ones stay</source>
        <translation>찾았던 기록을 모두 지웁니다. 저장한 검색은 남습니다.</translation>
    </message>
    <message>
        <source>Nothing yet. Ctrl+S saves a search under a name.</source>
        <translation>아직 없습니다. Ctrl+S를 누르면 검색을 이름 붙여 저장합니다.</translation>
    </message>
    <message>
        <source>Searches made before</source>
        <translation>찾았던 기록</translation>
    </message>
    <message>
        <source>Switched off in the settings.</source>
        <translation>설정에서 껐습니다.</translation>
    </message>
    <message>
        <source>as typed</source>
        <translation>입력한 대로</translation>
    </message>
</context>
<context>
    <name>Keeping</name>
    <message>
        <source>Enter begins a draft like it; its days, names and amounts are left open.</source>
        <translation>Enter로 이 문서처럼 시작합니다. 날짜, 이름, 금액은 비워 둡니다.</translation>
    </message>
    <message>
        <source>Drafts</source>
        <translation>초안 목록</translation>
    </message>
    <message>
        <source>Search in drafts</source>
        <translation>초안에서 찾기</translation>
    </message>
    <message>
        <source>Letters like this one</source>
        <translation>비슷한 지난 문서</translation>
    </message>
    <message>
        <source>What the letter is about</source>
        <translation>무엇에 관한 문서인지</translation>
    </message>
    <message>
        <source>Enter opens, Delete removes for good, Esc goes back.</source>
        <translation>Enter로 열고, Delete로 완전히 지우고, Esc로 돌아갑니다.</translation>
    </message>
    <message>
        <source>No draft holds these words.</source>
        <translation>이 말이 든 초안이 없습니다.</translation>
    </message>
    <message>
        <source>Nothing yet. What you write is kept here.</source>
        <translation>아직 없습니다. 쓰는 글은 여기에 저절로 저장됩니다.</translation>
    </message>
    <message>
        <source>Nothing like it was found. Say what the letter is about.</source>
        <translation>비슷한 문서를 찾지 못했습니다. 무엇에 관한 문서인지 적어 주세요.</translation>
    </message>
    <message>
        <source>This draft and its versions are removed for good: {title}</source>
        <translation>이 초안과 모든 판을 완전히 지웁니다: {title}</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>지우기</translation>
    </message>
    <message>
        <source>{percent}% alike</source>
        <translation>{percent}% 비슷함</translation>
    </message>
    <message>
        <source>Without a title</source>
        <translation>제목 없음</translation>
    </message>
</context>
<context>
    <name>LedgerFilter</name>
    <message>
        <source>Filter by file or title</source>
        <translation>파일 이름이나 제목으로 거르기</translation>
    </message>
    <message>
        <source>State</source>
        <translation>상태</translation>
    </message>
    <message>
        <source>All states</source>
        <translation>모든 상태</translation>
    </message>
    <message>
        <source>Collection</source>
        <translation>문서 모음</translation>
    </message>
    <message>
        <source>All collections</source>
        <translation>모든 모음</translation>
    </message>
</context>
<context>
    <name>LedgerModel</name>
    <message>
        <source>State</source>
        <translation>상태</translation>
    </message>
    <message>
        <source>File</source>
        <translation>파일</translation>
    </message>
    <message>
        <source>Title or reason</source>
        <translation>제목 또는 사유</translation>
    </message>
    <message>
        <source>Collection</source>
        <translation>문서 모음</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>종류</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>형식</translation>
    </message>
    <message>
        <source>Articles</source>
        <translation>조문</translation>
    </message>
    <message>
        <source>From pictures</source>
        <translation>그림 인식</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>크기</translation>
    </message>
    <message>
        <source>Changed on</source>
        <translation>고친 때</translation>
    </message>
    <message>
        <source>Waiting for its turn</source>
        <translation>차례를 기다림</translation>
    </message>
</context>
<context>
    <name>LedgerTable</name>
    <message>
        <source>Open and read</source>
        <translation>열어 읽기</translation>
    </message>
    <message>
        <source>Read again</source>
        <translation>다시 읽기</translation>
    </message>
    <message>
        <source>Enter password…</source>
        <translation>암호 넣기…</translation>
    </message>
    <message>
        <source>Show in its folder</source>
        <translation>파일 위치 열기</translation>
    </message>
    <message>
        <source>Copy path</source>
        <translation>경로 복사</translation>
    </message>
    <message>
        <source>Save the list as CSV…</source>
        <translation>목록을 CSV로 저장…</translation>
    </message>
    <message>
        <source>Choose a row to see all about the file.</source>
        <translation>줄을 고르면 그 파일의 사정을 모두 보여 줍니다.</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>파일 목록</translation>
    </message>
</context>
<context>
    <name>LibraryPage</name>
    <message>
        <source>Stop keeping up with this folder and take its documents out of the library? The files themselves stay where they are.

{path}</source>
        <translation>이 폴더를 더 따라가지 않고 그 문서를 문서함에서 뺄까요? 파일은 제자리에 그대로 있습니다.

{path}</translation>
    </message>
    <message>
        <source>Stop keeping up</source>
        <translation>그만 따라가기</translation>
    </message>
    <message>
        <source>The folder is no longer kept up with</source>
        <translation>폴더를 더 따라가지 않습니다</translation>
    </message>
    <message>
        <source>Add &amp;files…</source>
        <translation>파일 추가(&amp;F)…</translation>
    </message>
    <message>
        <source>Add a f&amp;older…</source>
        <translation>폴더 추가(&amp;O)…</translation>
    </message>
    <message>
        <source>Library</source>
        <translation>문서함</translation>
    </message>
    <message>
        <source>&amp;Retry failed files</source>
        <translation>실패한 파일 다시 읽기(&amp;R)</translation>
    </message>
    <message>
        <source>Re&amp;move collection…</source>
        <translation>모음 지우기(&amp;M)…</translation>
    </message>
    <message>
        <source>Remove the collection “{name}” from the library? The files themselves stay where they are.</source>
        <translation>&apos;{name}&apos; 문서 모음을 문서함에서 지울까요? 원본 파일은 그대로 있습니다.</translation>
    </message>
    <message>
        <source>Remove collection</source>
        <translation>문서 모음 지우기</translation>
    </message>
    <message>
        <source>library.csv</source>
        <translation>문서함.csv</translation>
    </message>
    <message>
        <source>{rows} rows were saved: {name}</source>
        <translation>{rows}줄을 저장했습니다: {name}</translation>
    </message>
    <message>
        <source>No file fits the filter.</source>
        <translation>조건에 맞는 파일이 없습니다.</translation>
    </message>
    <message>
        <source>Add files or folders, or drop them here.</source>
        <translation>파일이나 폴더를 추가하거나 여기에 끌어다 놓아 주세요.</translation>
    </message>
    <message>
        <source>Show failed files</source>
        <translation>실패한 파일 보기</translation>
    </message>
    <message>
        <source>Show waiting files</source>
        <translation>기다리는 파일 보기</translation>
    </message>
    <message>
        <source>{documents} documents left the library.</source>
        <translation>문서 {documents}건이 문서함에서 빠졌습니다.</translation>
    </message>
    <message>
        <source>“{name}” was removed</source>
        <translation>&apos;{name}&apos; 문서 모음을 지웠습니다</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>다시 시도</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>멈췄습니다</translation>
    </message>
    <message>
        <source>What was taken in so far stays and can be found.</source>
        <translation>지금까지 넣은 문서는 그대로 있고 찾을 수 있습니다.</translation>
    </message>
    <message>
        <source>The file is no longer in the library</source>
        <translation>문서함에 없는 파일</translation>
    </message>
    <message>
        <source>Enter password…</source>
        <translation>암호 넣기…</translation>
    </message>
    <message>
        <source>Copied: {what}</source>
        <translation>복사함: {what}</translation>
    </message>
    <message>
        <source>Added &amp;folders {count}</source>
        <translation>넣은 폴더(&amp;F) {count}</translation>
    </message>
    <message>
        <source>Added &amp;folders</source>
        <translation>넣은 폴더(&amp;F)</translation>
    </message>
    <message>
        <source>default</source>
        <translation>기본</translation>
    </message>
    <message>
        <source>Collection to add to</source>
        <translation>넣을 문서 모음</translation>
    </message>
    <message>
        <source>&amp;into collection</source>
        <translation>넣을 모음(&amp;I)</translation>
    </message>
    <message>
        <source>All fi&amp;les</source>
        <translation>모든 파일(&amp;A)</translation>
    </message>
    <message>
        <source>Installed &amp;packs</source>
        <translation>설치된 자료(&amp;P)</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Stopping the work…</source>
        <translation>하던 일을 멈추는 중입니다…</translation>
    </message>
    <message>
        <source>Sample</source>
        <translation>예제</translation>
    </message>
    <message>
        <source>Munjigi</source>
        <translation>문지기</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>찾기</translation>
    </message>
    <message>
        <source>Library</source>
        <translation>문서함</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>설정</translation>
    </message>
    <message>
        <source>Write</source>
        <translation>쓰기</translation>
    </message>
</context>
<context>
    <name>Memory</name>
    <message>
        <source>All searches made before are forgotten. Saved ones stay.</source>
        <translation>찾았던 기록을 모두 지웁니다. 저장한 검색은 남습니다.</translation>
    </message>
    <message>
        <source>Forget all</source>
        <translation>기록 모두 지우기</translation>
    </message>
    <message>
        <source>Save this search</source>
        <translation>이 검색 저장</translation>
    </message>
    <message>
        <source>Saved: {name}</source>
        <translation>저장함: {name}</translation>
    </message>
</context>
<context>
    <name>Models</name>
    <message>
        <source>Models</source>
        <translation>모델</translation>
    </message>
    <message>
        <source>Models run on this PC. One that writes answers is chosen here; it is used from the next start on.</source>
        <translation>모델은 이 PC 안에서만 돕니다. 답을 쓰는 모델을 여기서 고르며, 고른 모델은 다음에 시작할 때부터 씁니다.</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>모델</translation>
    </message>
    <message>
        <source>What for</source>
        <translation>쓰임</translation>
    </message>
    <message>
        <source>State</source>
        <translation>상태</translation>
    </message>
    <message>
        <source>This PC</source>
        <translation>이 PC</translation>
    </message>
    <message>
        <source>In use</source>
        <translation>사용 중</translation>
    </message>
    <message>
        <source>&amp;Use this model</source>
        <translation>이 모델 쓰기(&amp;U)</translation>
    </message>
    <message>
        <source>Without the &amp;adapter</source>
        <translation>어댑터 없이 쓰기(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Check now</source>
        <translation>지금 확인(&amp;C)</translation>
    </message>
    <message>
        <source>Reads every byte of the models and compares it with the catalogue</source>
        <translation>모델 파일을 모두 읽어 목록의 해시값과 견줍니다</translation>
    </message>
    <message>
        <source>Checking the models</source>
        <translation>모델을 확인하는 중</translation>
    </message>
    <message>
        <source>No model is known. The program is not whole.</source>
        <translation>알려진 모델이 없습니다. 프로그램이 온전하지 않습니다.</translation>
    </message>
    <message>
        <source>“{name}” was chosen</source>
        <translation>‘{name}’ 모델을 골랐습니다</translation>
    </message>
    <message>
        <source>It answers from the next start on.</source>
        <translation>다음에 시작할 때부터 이 모델이 답합니다.</translation>
    </message>
    <message>
        <source>A model is damaged</source>
        <translation>손상된 모델이 있습니다</translation>
    </message>
    <message>
        <source>Models that are not installed: {count}</source>
        <translation>설치되지 않은 모델: {count}개</translation>
    </message>
    <message>
        <source>Every installed model is whole</source>
        <translation>설치된 모델이 모두 온전합니다</translation>
    </message>
    <message>
        <source>Made by</source>
        <translation>출처</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>사용 허가</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>크기</translation>
    </message>
    <message>
        <source>Memory it needs</source>
        <translation>필요한 메모리</translation>
    </message>
    <message>
        <source>Added by</source>
        <translation>넣은 곳</translation>
    </message>
    <message>
        <source>this site</source>
        <translation>이 기관</translation>
    </message>
    <message>
        <source>the program</source>
        <translation>프로그램</translation>
    </message>
    <message>
        <source>Writes answers</source>
        <translation>답 쓰기</translation>
    </message>
    <message>
        <source>Adapts a model</source>
        <translation>모델 맞춤(어댑터)</translation>
    </message>
    <message>
        <source>Searches by meaning</source>
        <translation>뜻으로 찾기</translation>
    </message>
    <message>
        <source>Reads scans</source>
        <translation>스캔 읽기</translation>
    </message>
    <message>
        <source>Installed</source>
        <translation>설치됨</translation>
    </message>
    <message>
        <source>Checked: whole</source>
        <translation>확인함: 온전함</translation>
    </message>
    <message>
        <source>Not installed</source>
        <translation>설치되지 않음</translation>
    </message>
    <message>
        <source>Damaged</source>
        <translation>손상됨</translation>
    </message>
    <message>
        <source>Not allowed by the policy</source>
        <translation>정책이 허용하지 않음</translation>
    </message>
    <message>
        <source>Too little memory</source>
        <translation>메모리 부족</translation>
    </message>
    <message>
        <source>Fits</source>
        <translation>쓸 수 있음</translation>
    </message>
    <message>
        <source>Fits when other programs are closed</source>
        <translation>다른 프로그램을 닫으면 쓸 수 있음</translation>
    </message>
</context>
<context>
    <name>NameDialog</name>
    <message>
        <source>&amp;Name</source>
        <translation>이름(&amp;N)</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>이름</translation>
    </message>
</context>
<context>
    <name>NotesPane</name>
    <message>
        <source>Form</source>
        <translation>서식</translation>
    </message>
    <message>
        <source>Make a draft</source>
        <translation>초안 만들기</translation>
    </message>
    <message>
        <source>Make a draft of the notes (Ctrl+Enter)</source>
        <translation>메모로 초안을 만듭니다(Ctrl+Enter)</translation>
    </message>
    <message>
        <source>&amp;Form</source>
        <translation>서식(&amp;F)</translation>
    </message>
    <message>
        <source>N&amp;otes</source>
        <translation>메모(&amp;O)</translation>
    </message>
    <message>
        <source>Stop (Esc)</source>
        <translation>멈추기(Esc)</translation>
    </message>
</context>
<context>
    <name>Notice</name>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
    <message>
        <source>A fault in the program</source>
        <translation>프로그램 오류</translation>
    </message>
    <message>
        <source>This should not have happened: {fault}</source>
        <translation>일어나지 않아야 할 일이 일어났습니다: {fault}</translation>
    </message>
    <message>
        <source>Copy details</source>
        <translation>자세한 내용 복사</translation>
    </message>
</context>
<context>
    <name>OpeningPage</name>
    <message>
        <source>Opening the workspace…</source>
        <translation>작업 폴더를 여는 중입니다…</translation>
    </message>
    <message>
        <source>The workspace is locked</source>
        <translation>작업 폴더가 잠겨 있습니다</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>암호</translation>
    </message>
    <message>
        <source>&amp;Show what I type</source>
        <translation>입력하는 글자 보기(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Open</source>
        <translation>열기(&amp;O)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Trying the passphrase…</source>
        <translation>암호를 확인하고 있습니다…</translation>
    </message>
    <message>
        <source>The workspace is not open.</source>
        <translation>작업 폴더가 열려 있지 않습니다.</translation>
    </message>
    <message>
        <source>Encrypt it now…</source>
        <translation>지금 암호화하기…</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>다시 해 보기</translation>
    </message>
    <message>
        <source>The workspace stays locked</source>
        <translation>작업 폴더가 잠겨 있습니다</translation>
    </message>
    <message>
        <source>&amp;Passphrase</source>
        <translation>암호(&amp;P)</translation>
    </message>
    <message>
        <source>Its documents and drafts are encrypted on this PC. Nobody can bring back a forgotten passphrase.</source>
        <translation>이 PC에 있는 문서와 초안이 암호화되어 있습니다. 암호를 잊으면 누구도 되살릴 수 없습니다.</translation>
    </message>
</context>
<context>
    <name>OriginalPane</name>
    <message>
        <source>Enter the password…</source>
        <translation>암호 넣기…</translation>
    </message>
    <message>
        <source>Larger</source>
        <translation>크게</translation>
    </message>
    <message>
        <source>Next page</source>
        <translation>다음 쪽</translation>
    </message>
    <message>
        <source>Open the file in its own program</source>
        <translation>이 파일을 만든 프로그램에서 열기</translation>
    </message>
    <message>
        <source>Open the original</source>
        <translation>원본 열기</translation>
    </message>
    <message>
        <source>Page of the original</source>
        <translation>원본 쪽</translation>
    </message>
    <message>
        <source>Page {page} of {pages}</source>
        <translation>{page} / {pages}쪽</translation>
    </message>
    <message>
        <source>Page ›</source>
        <translation>다음 쪽 ›</translation>
    </message>
    <message>
        <source>Previous page</source>
        <translation>이전 쪽</translation>
    </message>
    <message>
        <source>Smaller</source>
        <translation>작게</translation>
    </message>
    <message>
        <source>‹ Page</source>
        <translation>‹ 이전 쪽</translation>
    </message>
</context>
<context>
    <name>Originals</name>
    <message>
        <source>Drawing the page…</source>
        <translation>원본을 그리고 있습니다…</translation>
    </message>
    <message>
        <source>Its pages are shown after the password.</source>
        <translation>암호를 넣으면 원본을 볼 수 있습니다.</translation>
    </message>
    <message>
        <source>No program opens this file</source>
        <translation>이 파일을 여는 프로그램이 없음</translation>
    </message>
    <message>
        <source>the preview that the file carries</source>
        <translation>파일에 들어 있는 미리보기</translation>
    </message>
</context>
<context>
    <name>PackTable</name>
    <message>
        <source>Pack</source>
        <translation>자료</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>버전</translation>
    </message>
    <message>
        <source>Signed by</source>
        <translation>서명자</translation>
    </message>
    <message>
        <source>Signed on</source>
        <translation>서명한 날</translation>
    </message>
    <message>
        <source>In the library</source>
        <translation>문서함</translation>
    </message>
    <message>
        <source>Installed packs</source>
        <translation>설치된 자료</translation>
    </message>
    <message>
        <source>&amp;Take into the library</source>
        <translation>문서함에 넣기(&amp;T)</translation>
    </message>
    <message>
        <source>Taken in</source>
        <translation>넣음</translation>
    </message>
    <message>
        <source>Not yet</source>
        <translation>넣지 않음</translation>
    </message>
    <message>
        <source>These documents came with the installed release. What is taken in follows each upgrade.</source>
        <translation>설치된 릴리스에 함께 온 문서입니다. 문서함에 넣으면 릴리스를 올릴 때마다 함께 바뀝니다.</translation>
    </message>
    <message>
        <source>No documents came with a signed bundle on this PC.</source>
        <translation>이 PC에는 서명된 설치 묶음으로 설치된 문서가 없습니다.</translation>
    </message>
</context>
<context>
    <name>PassphraseDialog</name>
    <message>
        <source>Change the passphrase</source>
        <translation>암호 바꾸기</translation>
    </message>
    <message>
        <source>Encrypt the workspace</source>
        <translation>작업 폴더 암호화</translation>
    </message>
    <message>
        <source>Nobody can bring back a forgotten passphrase, and with it everything is lost.</source>
        <translation>암호를 잊으면 누구도 되살릴 수 없고 모든 내용을 잃습니다.</translation>
    </message>
    <message>
        <source>&amp;Present passphrase</source>
        <translation>지금 암호(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;New passphrase, {count} letters at least</source>
        <translation>새 암호(&amp;N), {count}자 이상</translation>
    </message>
    <message>
        <source>The &amp;same once more</source>
        <translation>한 번 더 입력(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Show what I type</source>
        <translation>입력하는 글자 보기(&amp;W)</translation>
    </message>
    <message>
        <source>Also make a &amp;recovery passphrase to keep on paper</source>
        <translation>종이에 적어 둘 복구 암호도 만들기(&amp;R)</translation>
    </message>
    <message>
        <source>Open without asking in this &amp;account of this PC</source>
        <translation>이 PC의 이 계정에서는 묻지 않고 열기(&amp;A)</translation>
    </message>
    <message>
        <source>Too short.</source>
        <translation>너무 짧습니다.</translation>
    </message>
    <message>
        <source>The two are not the same.</source>
        <translation>두 암호가 다릅니다.</translation>
    </message>
</context>
<context>
    <name>PasswordDialog</name>
    <message>
        <source>Locked file</source>
        <translation>암호가 걸린 파일</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>암호</translation>
    </message>
    <message>
        <source>&amp;Show what I type</source>
        <translation>입력하는 암호 보기(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Password</source>
        <translation>암호(&amp;P)</translation>
    </message>
    <message>
        <source>It is used to read this file once and is kept nowhere.</source>
        <translation>이 파일을 읽는 데 한 번만 쓰고 어디에도 남기지 않습니다.</translation>
    </message>
</context>
<context>
    <name>PatternsDialog</name>
    <message>
        <source>What to leave out</source>
        <translation>제외 규칙</translation>
    </message>
    <message>
        <source>Patterns, one a line</source>
        <translation>제외 규칙, 한 줄에 하나씩</translation>
    </message>
    <message>
        <source>*.tmp   all files whose names end like this</source>
        <translation>*.tmp   이름이 이렇게 끝나는 모든 파일</translation>
    </message>
    <message>
        <source>drafts/   every folder of this name with all that is in it</source>
        <translation>임시/   이 이름의 폴더와 그 안의 모든 것</translation>
    </message>
    <message>
        <source>2019/old/*.hwp   a path from the added folder</source>
        <translation>2019년/초안/*.hwp   넣은 폴더에서 본 경로</translation>
    </message>
    <message>
        <source>What is left out also leaves the search. The files themselves stay where they are.</source>
        <translation>제외한 파일은 찾기에서도 빠집니다. 파일 자체는 그 자리에 그대로 있습니다.</translation>
    </message>
    <message>
        <source>Files and folders that fit one of these patterns are not taken in.</source>
        <translation>아래 규칙에 맞는 파일과 폴더는 넣지 않습니다. 한 줄에 하나씩 적어 주세요.</translation>
    </message>
</context>
<context>
    <name>PickList</name>
    <message>
        <source>Remove</source>
        <translation>지우기</translation>
    </message>
    <message>
        <source>Remove for good (Delete)</source>
        <translation>완전히 지웁니다(Delete)</translation>
    </message>
</context>
<context>
    <name>Pickers</name>
    <message>
        <source>Add files</source>
        <translation>파일 추가</translation>
    </message>
    <message>
        <source>Add a folder</source>
        <translation>폴더 추가</translation>
    </message>
    <message>
        <source>Choose a medium</source>
        <translation>매체 고르기</translation>
    </message>
    <message>
        <source>Choose the root document</source>
        <translation>루트 문서 고르기</translation>
    </message>
    <message>
        <source>Save the list</source>
        <translation>목록 저장</translation>
    </message>
    <message>
        <source>Save as</source>
        <translation>다른 이름으로 저장</translation>
    </message>
</context>
<context>
    <name>PolicySection</name>
    <message>
        <source>Policy</source>
        <translation>정책</translation>
    </message>
    <message>
        <source>What the site has fixed or forbidden on this PC. Only another signed release changes it.</source>
        <translation>기관이 이 PC에서 정하거나 금지한 것입니다. 서명된 다른 릴리스로만 바뀝니다.</translation>
    </message>
    <message>
        <source>What holds</source>
        <translation>적용되는 내용</translation>
    </message>
    <message>
        <source>A policy without a title</source>
        <translation>이름 없는 정책</translation>
    </message>
    <message>
        <source>Came with release</source>
        <translation>함께 설치된 릴리스</translation>
    </message>
    <message>
        <source>Signed by</source>
        <translation>서명자</translation>
    </message>
    <message>
        <source>SHA-256</source>
        <translation>SHA-256</translation>
    </message>
    <message>
        <source>The policy says nothing that binds this window.</source>
        <translation>이 창에 적용되는 내용이 없습니다.</translation>
    </message>
    <message>
        <source>No policy is in force</source>
        <translation>적용된 정책이 없습니다</translation>
    </message>
    <message>
        <source>The installed release holds no policy. Everything that the program can do may be done.</source>
        <translation>설치된 릴리스에 정책이 없습니다. 프로그램의 모든 기능을 쓸 수 있습니다.</translation>
    </message>
    <message>
        <source>This program was not installed from a bundle, so that no signed policy can be there.</source>
        <translation>이 프로그램은 서명된 설치 묶음으로 설치한 것이 아니어서 서명된 정책이 없습니다.</translation>
    </message>
</context>
<context>
    <name>PreferenceField</name>
    <message>
        <source>This value was set by the administrator.</source>
        <translation>관리자가 지정한 값입니다.</translation>
    </message>
    <message>
        <source>From the next start on.</source>
        <translation>다음에 시작할 때부터 적용됩니다.</translation>
    </message>
</context>
<context>
    <name>Preferences</name>
    <message>
        <source>Preferences</source>
        <translation>환경 설정</translation>
    </message>
    <message>
        <source>What you choose is kept at once. Models are chosen in “Models”.</source>
        <translation>고르는 대로 바로 저장됩니다. 모델은 ‘모델’에서 고릅니다.</translation>
    </message>
    <message>
        <source>Kept: {name}. It counts from the next start on.</source>
        <translation>저장했습니다: {name}. 다음에 시작할 때부터 적용됩니다.</translation>
    </message>
    <message>
        <source>Kept: {name}</source>
        <translation>저장했습니다: {name}</translation>
    </message>
</context>
<context>
    <name>Rail</name>
    <message>
        <source>Places</source>
        <translation>자리</translation>
    </message>
</context>
<context>
    <name>Reader</name>
    <message>
        <source>The cited document has gone</source>
        <translation>인용한 문서가 없음</translation>
    </message>
    <message>
        <source>「{title}」 is no longer in the library. The conversation keeps what it said.</source>
        <translation>「{title}」 문서가 이제 문서함에 없습니다. 인용한 글은 대화에 남아 있습니다.</translation>
    </message>
    <message>
        <source>The cited article has gone</source>
        <translation>인용한 조문이 없음</translation>
    </message>
    <message>
        <source>The cited article has changed</source>
        <translation>인용한 조문이 바뀜</translation>
    </message>
    <message>
        <source>「{title}」 {article} no longer says what was quoted. The conversation keeps it.</source>
        <translation>「{title}」 {article} 조문에 인용한 글이 이제 없습니다. 인용한 글은 대화에 남아 있습니다.</translation>
    </message>
</context>
<context>
    <name>Results</name>
    <message>
        <source>Results</source>
        <translation>결과</translation>
    </message>
</context>
<context>
    <name>ReviewBar</name>
    <message>
        <source>Accept</source>
        <translation>수락</translation>
    </message>
    <message>
        <source>Accept this change (Alt+Y)</source>
        <translation>이 변경을 수락합니다(Alt+Y)</translation>
    </message>
    <message>
        <source>Reject</source>
        <translation>거절</translation>
    </message>
    <message>
        <source>Reject this change (Alt+N)</source>
        <translation>이 변경을 거절합니다(Alt+N)</translation>
    </message>
    <message>
        <source>Accept all</source>
        <translation>모두 수락</translation>
    </message>
    <message>
        <source>Accept all changes (Alt+Shift+Y)</source>
        <translation>모든 변경을 수락합니다(Alt+Shift+Y)</translation>
    </message>
    <message>
        <source>Reject all</source>
        <translation>모두 거절</translation>
    </message>
    <message>
        <source>Reject all changes (Alt+Shift+N)</source>
        <translation>모든 변경을 거절합니다(Alt+Shift+N)</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>다음</translation>
    </message>
    <message>
        <source>Next change (F3)</source>
        <translation>다음 변경(F3)</translation>
    </message>
    <message>
        <source>{number} changes to decide on</source>
        <translation>정할 변경 {number}건</translation>
    </message>
</context>
<context>
    <name>Rewording</name>
    <message>
        <source>Accept a change</source>
        <translation>변경 수락</translation>
    </message>
    <message>
        <source>Reject a change</source>
        <translation>변경 거절</translation>
    </message>
    <message>
        <source>Other words</source>
        <translation>고쳐쓰기</translation>
    </message>
    <message>
        <source>Select the words first, or put the caret into an item.</source>
        <translation>먼저 고칠 말을 고르거나 항목에 커서를 두세요.</translation>
    </message>
    <message>
        <source>Accept all changes</source>
        <translation>모든 변경 수락</translation>
    </message>
    <message>
        <source>Reject all changes</source>
        <translation>모든 변경 거절</translation>
    </message>
    <message>
        <source>Nothing to change here.</source>
        <translation>여기에는 고칠 것이 없습니다.</translation>
    </message>
    <message>
        <source>The model lost or brought a fact and was not heard; these are the rules&apos; own changes.</source>
        <translation>모델의 글은 사실이 달라져서 쓰지 않았습니다. 규칙으로 고친 것만 보입니다.</translation>
    </message>
    <message>
        <source>Accept or reject the changes first: Alt+Y, Alt+N.</source>
        <translation>먼저 변경을 수락하거나 거절하십시오(Alt+Y, Alt+N).</translation>
    </message>
    <message>
        <source>The model looks for other words, too… Esc stops.</source>
        <translation>모델이 다른 표현을 더 찾고 있습니다… Esc로 멈춥니다.</translation>
    </message>
    <message>
        <source>The model&apos;s other words</source>
        <translation>모델의 고쳐쓰기</translation>
    </message>
    <message>
        <source>The model lost or brought a fact and was not heard; the rules have nothing to change.</source>
        <translation>모델의 글은 사실이 달라져서 쓰지 않았습니다. 규칙으로 고칠 곳은 없습니다.</translation>
    </message>
</context>
<context>
    <name>RowOrders</name>
    <message>
        <source>Copied: {what}</source>
        <translation>복사함: {what}</translation>
    </message>
    <message>
        <source>The file was read</source>
        <translation>파일을 읽었습니다</translation>
    </message>
</context>
<context>
    <name>SearchPage</name>
    <message>
        <source>By words, while you type. Enter searches by meaning too.</source>
        <translation>입력하는 동안은 낱말로 찾습니다. Enter를 누르면 뜻으로도 찾습니다.</translation>
    </message>
    <message>
        <source>{count} articles · {seconds} s</source>
        <translation>조문 {count}건 · {seconds}초</translation>
    </message>
    <message>
        <source>Articles found for the answer</source>
        <translation>답변을 위해 찾은 조문</translation>
    </message>
    <message>
        <source>Ctrl+Enter with new words goes on with this conversation; Ctrl+N begins another.</source>
        <translation>새 질문을 적고 Ctrl+Enter를 누르면 이어서 묻습니다. 새 대화는 Ctrl+N입니다.</translation>
    </message>
    <message>
        <source>A conversation from before. Its citations open the articles.</source>
        <translation>지난 대화입니다. 출처를 누르면 조문이 열립니다.</translation>
    </message>
    <message>
        <source>Ctrl+K leads here from anywhere, Ctrl+H to earlier searches, Ctrl+J to conversations.</source>
        <translation>어디서나 Ctrl+K로 이리 옵니다. Ctrl+H는 지난 검색, Ctrl+J는 지난 대화입니다.</translation>
    </message>
    <message>
        <source>Type what you are looking for.
Enter searches, Ctrl+Enter asks a question.</source>
        <translation>찾을 말을 입력해 주세요.
Enter는 찾기, Ctrl+Enter는 질문하기입니다.</translation>
    </message>
    <message>
        <source>Copied: {what}</source>
        <translation>복사했습니다: {what}</translation>
    </message>
    <message>
        <source>Found by words; meaning is still being searched…</source>
        <translation>낱말로 먼저 찾았습니다. 뜻으로도 찾고 있습니다…</translation>
    </message>
    <message>
        <source>Ask on once this answer is there; Esc stops it.</source>
        <translation>이 답변이 끝나면 이어서 물을 수 있습니다. Esc를 누르면 멈춥니다.</translation>
    </message>
    <message>
        <source>Filters are set; Shift+F7 takes them away.</source>
        <translation>필터가 걸려 있습니다. Shift+F7을 누르면 모두 지웁니다.</translation>
    </message>
</context>
<context>
    <name>SearchRow</name>
    <message>
        <source>Words, an article or a question</source>
        <translation>낱말, 조문, 질문을 입력해 주세요</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>찾기</translation>
    </message>
    <message>
        <source>Search by words and by meaning (Enter)</source>
        <translation>낱말과 뜻으로 찾습니다 (Enter)</translation>
    </message>
    <message>
        <source>Ask</source>
        <translation>질문하기</translation>
    </message>
    <message>
        <source>Answer from the documents, with citations (Ctrl+Enter)</source>
        <translation>문서에 근거하여 출처와 함께 답합니다 (Ctrl+Enter)</translation>
    </message>
    <message>
        <source>Conversations</source>
        <translation>대화 목록</translation>
    </message>
    <message>
        <source>Conversations before: open, export, forget (Ctrl+J)</source>
        <translation>지난 대화를 열고, 내보내고, 지웁니다 (Ctrl+J)</translation>
    </message>
</context>
<context>
    <name>Security</name>
    <message>
        <source>Security</source>
        <translation>보안</translation>
    </message>
    <message>
        <source>What keeps others out of what lies on this PC, and what does not.</source>
        <translation>이 PC에 있는 내용을 무엇이 지켜 주고, 무엇은 지켜 주지 못하는지 보입니다.</translation>
    </message>
    <message>
        <source>&amp;Encrypt the workspace…</source>
        <translation>작업 폴더 암호화(&amp;E)…</translation>
    </message>
    <message>
        <source>&amp;Change the passphrase…</source>
        <translation>암호 바꾸기(&amp;C)…</translation>
    </message>
    <message>
        <source>Recovery passphrase: write it down now</source>
        <translation>복구 암호: 지금 적어 두세요</translation>
    </message>
    <message>
        <source>Recovery passphrase</source>
        <translation>복구 암호</translation>
    </message>
    <message>
        <source>It opens the workspace when the passphrase is forgotten. Nobody can show it again.</source>
        <translation>암호를 잊었을 때 이 복구 암호로 작업 폴더를 엽니다. 다시 볼 수 없습니다.</translation>
    </message>
    <message>
        <source>Not for classified secrets (비밀): these modules are not validated ones (KCMVP), and no such module may protect secrets. Encryption keeps out who finds the disk or a copy of the folder. It does not keep out who sits at this PC while the program is open or who rules the PC, and it changes nothing about copies and backups that were made before.</source>
        <translation>비밀 문서용이 아닙니다. 여기에 쓰인 암호 모듈은 검증필 암호모듈(KCMVP)이 아니며, 검증필 암호모듈로도 비밀은 보호할 수 없습니다. 암호화는 디스크나 폴더 사본을 손에 넣은 사람이 내용을 읽지 못하게 합니다. 프로그램이 열려 있을 때 이 PC를 쓰는 사람이나 이 PC의 관리자로부터는 지켜 주지 못하며, 전에 만든 사본과 백업은 그대로 남습니다.</translation>
    </message>
    <message>
        <source>The workspace is encrypted</source>
        <translation>작업 폴더를 암호화했습니다</translation>
    </message>
    <message>
        <source>The passphrase was changed</source>
        <translation>암호를 바꿨습니다</translation>
    </message>
    <message>
        <source>Copies of the workspace that were made before open as they did then.</source>
        <translation>전에 만든 작업 폴더 사본은 그때 방법대로 열립니다.</translation>
    </message>
    <message>
        <source>Encrypting the workspace</source>
        <translation>작업 폴더를 암호화하는 중</translation>
    </message>
    <message>
        <source>Changing the passphrase</source>
        <translation>암호를 바꾸는 중</translation>
    </message>
    <message>
        <source>Blocked: this program and everything that it starts cannot open a connection.</source>
        <translation>차단됨: 이 프로그램과 여기서 시작한 모든 프로세스는 네트워크에 연결할 수 없습니다.</translation>
    </message>
    <message>
        <source>Not blocked by the program on this PC.</source>
        <translation>이 PC에서는 프로그램이 스스로 차단하지 못했습니다.</translation>
    </message>
    <message>
        <source>Encrypted</source>
        <translation>암호화됨</translation>
    </message>
    <message>
        <source>Not encrypted: who has the disk can read everything.</source>
        <translation>암호화되지 않음: 디스크를 가진 사람은 모든 내용을 읽을 수 있습니다.</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>네트워크</translation>
    </message>
    <message>
        <source>Workspace</source>
        <translation>작업 폴더</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>위치</translation>
    </message>
    <message>
        <source>Keys and files</source>
        <translation>키와 파일</translation>
    </message>
    <message>
        <source>Database</source>
        <translation>데이터베이스</translation>
    </message>
    <message>
        <source>Opens with</source>
        <translation>여는 방법</translation>
    </message>
    <message>
        <source>the passphrase</source>
        <translation>암호</translation>
    </message>
    <message>
        <source>the recovery passphrase</source>
        <translation>복구 암호</translation>
    </message>
    <message>
        <source>this account of this PC</source>
        <translation>이 PC의 이 계정</translation>
    </message>
</context>
<context>
    <name>Session</name>
    <message>
        <source>Opening the workspace</source>
        <translation>작업 폴더를 여는 중</translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message>
        <source>Sections of the settings</source>
        <translation>설정의 갈래</translation>
    </message>
</context>
<context>
    <name>SheetView</name>
    <message>
        <source>The letter</source>
        <translation>문서</translation>
    </message>
    <message>
        <source>Enter makes a new item, Tab and Shift+Tab change its level; F6 leads on to the next part.</source>
        <translation>Enter로 새 항목을 만들고 Tab과 Shift+Tab으로 단계를 바꿉니다. F6으로 다음 자리로 갑니다.</translation>
    </message>
    <message>
        <source>Change the level</source>
        <translation>항목 단계 바꾸기</translation>
    </message>
    <message>
        <source>New item</source>
        <translation>새 항목</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>지우기</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>붙여넣기</translation>
    </message>
    <message>
        <source>Typing</source>
        <translation>입력</translation>
    </message>
    <message>
        <source>Join items</source>
        <translation>항목 잇기</translation>
    </message>
</context>
<context>
    <name>SlotRow</name>
    <message>
        <source>Right</source>
        <translation>확인</translation>
    </message>
    <message>
        <source>I have checked this value</source>
        <translation>이 값을 확인했습니다</translation>
    </message>
    <message>
        <source>To be filled in</source>
        <translation>확인 필요</translation>
    </message>
    <message>
        <source>{label}: checked</source>
        <translation>{label}: 확인함</translation>
    </message>
    <message>
        <source>Our office…</source>
        <translation>우리 기관…</translation>
    </message>
    <message>
        <source>Say it once for all letters of our office (Ctrl+G)</source>
        <translation>우리 기관의 모든 문서에 쓸 값을 한 번만 적습니다(Ctrl+G)</translation>
    </message>
    <message>
        <source>{label}: our office</source>
        <translation>{label}: 우리 기관</translation>
    </message>
</context>
<context>
    <name>SlotsPanel</name>
    <message>
        <source>Fields</source>
        <translation>채울 칸</translation>
    </message>
    <message>
        <source>The fields of the form are listed here once there is a draft.</source>
        <translation>초안이 나오면 서식의 칸과 그 값이 어디에서 왔는지 여기에 보입니다.</translation>
    </message>
    <message>
        <source>Empty fields too</source>
        <translation>빈 칸도 보기</translation>
    </message>
    <message>
        <source>Our office…</source>
        <translation>우리 기관…</translation>
    </message>
    <message>
        <source>What stands on every letter of our office (Ctrl+G)</source>
        <translation>우리 기관의 모든 문서에 적는 것(Ctrl+G)</translation>
    </message>
</context>
<context>
    <name>Status</name>
    <message>
        <source>Network blocked</source>
        <translation>네트워크 차단됨</translation>
    </message>
    <message>
        <source>Network not blocked</source>
        <translation>네트워크를 차단하지 못함</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>진행</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>그만두기</translation>
    </message>
    <message>
        <source>Stop this work (Shift+F8)</source>
        <translation>이 작업을 그만둡니다 (Shift+F8)</translation>
    </message>
    <message>
        <source>So much can be found by meaning already; by words everything can.</source>
        <translation>이만큼은 뜻으로도 찾을 수 있습니다. 낱말로는 모두 찾을 수 있습니다.</translation>
    </message>
    <message>
        <source>Documents {documents}</source>
        <translation>문서 {documents}</translation>
    </message>
    <message>
        <source>Articles {passages}</source>
        <translation>조문 {passages}</translation>
    </message>
    <message>
        <source>Waiting {waiting}</source>
        <translation>기다림 {waiting}</translation>
    </message>
    <message>
        <source>Failed {failures}</source>
        <translation>실패 {failures}</translation>
    </message>
    <message>
        <source>Meaning {share}%</source>
        <translation>뜻 색인 {share}%</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>잠시 멈춤</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>계속</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>잠시 멈춤</translation>
    </message>
    <message>
        <source>Go on with the work (F8)</source>
        <translation>작업을 이어서 합니다 (F8)</translation>
    </message>
    <message>
        <source>Pause; the file in hand is read to its end (F8)</source>
        <translation>잠시 멈춥니다. 읽던 파일까지는 마저 읽습니다 (F8)</translation>
    </message>
</context>
<context>
    <name>StyleBar</name>
    <message>
        <source>Undo</source>
        <translation>되돌리기</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>다시 하기</translation>
    </message>
    <message>
        <source>Concise</source>
        <translation>간결하게</translation>
    </message>
    <message>
        <source>Polite</source>
        <translation>공손하게</translation>
    </message>
    <message>
        <source>Outline</source>
        <translation>개조식으로</translation>
    </message>
    <message>
        <source>Plain words</source>
        <translation>쉬운 말로</translation>
    </message>
    <message>
        <source>Natural Korean</source>
        <translation>번역투 고치기</translation>
    </message>
</context>
<context>
    <name>Surface</name>
    <message>
        <source>The letter appears here, as it will print.

1. Choose a form on the left.
2. Paste your notes.
3. Ctrl+Enter makes the draft. Numbers, dates, marks and the end follow the rules by themselves.

What the notes do not say stays open and is marked; nothing is invented.
Ctrl+J opens drafts from before, Ctrl+L begins as a letter from before.</source>
        <translation>문서가 인쇄될 모습 그대로 여기에 나옵니다.

1. 왼쪽에서 서식을 고릅니다.
2. 메모를 붙여 넣습니다.
3. Ctrl+Enter로 초안을 만듭니다. 번호, 날짜, 항목 기호, 끝 표시는 규정대로 저절로 맞춰집니다.

메모에 없는 것은 지어내지 않고 ‘확인 필요’로 비워 둡니다.
Ctrl+J로 쓰던 초안을 열고, Ctrl+L로 지난 문서처럼 시작합니다.</translation>
    </message>
    <message>
        <source>Evidence</source>
        <translation>근거</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>점검</translation>
    </message>
    <message>
        <source>Fields</source>
        <translation>채울 칸</translation>
    </message>
    <message>
        <source>To the next field that is to be filled in</source>
        <translation>채워야 할 다음 칸으로</translation>
    </message>
    <message>
        <source>{number} fields to be filled in (F4)</source>
        <translation>확인 필요 {number}건(F4)</translation>
    </message>
</context>
<context>
    <name>TalkList</name>
    <message>
        <source>Search in conversations</source>
        <translation>대화에서 찾기</translation>
    </message>
    <message>
        <source>Conversations</source>
        <translation>대화 목록</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>내보내기…</translation>
    </message>
    <message>
        <source>Save this conversation as a file (Ctrl+S)</source>
        <translation>이 대화를 파일로 저장합니다 (Ctrl+S)</translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>지우기</translation>
    </message>
    <message>
        <source>Forget this conversation (Delete)</source>
        <translation>이 대화를 지웁니다 (Delete)</translation>
    </message>
    <message>
        <source>Forget all</source>
        <translation>모두 지우기</translation>
    </message>
    <message>
        <source>{count} questions</source>
        <translation>질문 {count}개</translation>
    </message>
    <message>
        <source>New conversations are not kept: remembering is switched off (Ctrl+H, or the settings).</source>
        <translation>기록 남기기가 꺼져 있어 새 대화를 남기지 않습니다(Ctrl+H 또는 설정).</translation>
    </message>
    <message>
        <source>Enter opens, Delete forgets, Ctrl+S exports.</source>
        <translation>Enter 열기, Delete 지우기, Ctrl+S 내보내기</translation>
    </message>
    <message>
        <source>No conversation holds these words.</source>
        <translation>이 말이 있는 대화가 없습니다.</translation>
    </message>
    <message>
        <source>Nothing yet. A question asked with Ctrl+Enter begins one.</source>
        <translation>아직 없습니다. Ctrl+Enter로 물으면 대화가 시작됩니다.</translation>
    </message>
</context>
<context>
    <name>Talker</name>
    <message>
        <source>Answering</source>
        <translation>답변을 쓰고 있습니다</translation>
    </message>
</context>
<context>
    <name>Talks</name>
    <message>
        <source>This conversation is forgotten for good: {title}</source>
        <translation>이 대화를 아주 지웁니다: {title}</translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>지우기</translation>
    </message>
    <message>
        <source>All conversations are forgotten for good.</source>
        <translation>지난 대화를 모두 아주 지웁니다.</translation>
    </message>
    <message>
        <source>Forget all</source>
        <translation>모두 지우기</translation>
    </message>
    <message>
        <source>Conversation</source>
        <translation>대화</translation>
    </message>
    <message>
        <source>The conversation was saved</source>
        <translation>대화를 저장했습니다</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>열기</translation>
    </message>
    <message>
        <source>No program opens this file</source>
        <translation>이 파일을 여는 프로그램이 없음</translation>
    </message>
</context>
<context>
    <name>TopBar</name>
    <message>
        <source>New</source>
        <translation>새 문서</translation>
    </message>
    <message>
        <source>Begin another letter (Ctrl+N)</source>
        <translation>새 문서를 씁니다(Ctrl+N)</translation>
    </message>
    <message>
        <source>Drafts</source>
        <translation>초안 목록</translation>
    </message>
    <message>
        <source>Drafts from before (Ctrl+J)</source>
        <translation>쓰던 초안을 엽니다(Ctrl+J)</translation>
    </message>
    <message>
        <source>Like one before</source>
        <translation>지난 문서처럼</translation>
    </message>
    <message>
        <source>Begin as a letter from before (Ctrl+L)</source>
        <translation>지난 문서처럼 시작합니다(Ctrl+L)</translation>
    </message>
    <message>
        <source>Versions</source>
        <translation>판 보기</translation>
    </message>
    <message>
        <source>Versions of this draft (Ctrl+H)</source>
        <translation>이 초안의 지난 판을 봅니다(Ctrl+H)</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>인쇄</translation>
    </message>
    <message>
        <source>Look at the pages and print (Ctrl+P)</source>
        <translation>쪽을 미리 보고 인쇄합니다(Ctrl+P)</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>내보내기</translation>
    </message>
    <message>
        <source>HWPX, DOCX, PDF (Ctrl+E)</source>
        <translation>HWPX, DOCX, PDF로 내보냅니다(Ctrl+E)</translation>
    </message>
</context>
<context>
    <name>UnderstoodLine</name>
    <message>
        <source>Also looked for {read} with {said}</source>
        <translation>{said} 함께 {read}도 찾았습니다</translation>
    </message>
    <message>
        <source>As in force on {day}</source>
        <translation>{day} 시행 기준으로 찾았습니다</translation>
    </message>
    <message>
        <source>Look for what was typed (Shift+Enter)</source>
        <translation>고치지 않고 입력한 글자 그대로 찾기 (Shift+Enter)</translation>
    </message>
    <message>
        <source>Put slips right again</source>
        <translation>잘못 친 글자를 고쳐서 찾기</translation>
    </message>
    <message>
        <source>Read {said} as {read}</source>
        <translation>{said} {read} 찾았습니다</translation>
    </message>
    <message>
        <source>Search as typed</source>
        <translation>입력한 대로 찾기</translation>
    </message>
    <message>
        <source>Search as usual</source>
        <translation>고쳐서 찾기</translation>
    </message>
    <message>
        <source>Searched exactly as typed</source>
        <translation>입력한 대로 찾았습니다</translation>
    </message>
    <message>
        <source>{count} more</source>
        <translation>외 {count}건</translation>
    </message>
</context>
<context>
    <name>UnitDialog</name>
    <message>
        <source>Our office</source>
        <translation>우리 기관</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>저장</translation>
    </message>
    <message>
        <source>What stands on every letter of our office</source>
        <translation>우리 기관의 모든 문서에 적는 것</translation>
    </message>
    <message>
        <source>It is put in where the notes say nothing else. What is left empty is not written.</source>
        <translation>메모에 다른 말이 없으면 이 값을 적습니다. 비워 둔 것은 적지 않습니다.</translation>
    </message>
</context>
<context>
    <name>Upkeep</name>
    <message>
        <source>Looking through the folders</source>
        <translation>폴더를 살펴보고 있습니다</translation>
    </message>
</context>
<context>
    <name>VersionsDialog</name>
    <message>
        <source>Versions</source>
        <translation>판 보기</translation>
    </message>
    <message>
        <source>What has changed since</source>
        <translation>그 뒤로 바뀐 곳</translation>
    </message>
    <message>
        <source>Go back to this version</source>
        <translation>이 판으로 되돌리기</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
    <message>
        <source>drafted</source>
        <translation>초안 만듦</translation>
    </message>
    <message>
        <source>exported</source>
        <translation>내보냄</translation>
    </message>
    <message>
        <source>taken back</source>
        <translation>되돌림</translation>
    </message>
    <message>
        <source>before a great change</source>
        <translation>크게 바뀌기 전</translation>
    </message>
    <message>
        <source>while typing</source>
        <translation>쓰는 중</translation>
    </message>
    <message>
        <source>named</source>
        <translation>이름 붙임</translation>
    </message>
    <message>
        <source>from another window</source>
        <translation>다른 창에서</translation>
    </message>
    <message>
        <source>&amp;Versions</source>
        <translation>판(&amp;V)</translation>
    </message>
    <message>
        <source>There is no version yet: one is made whenever much has changed.</source>
        <translation>아직 판이 없습니다. 글이 많이 바뀔 때마다 판이 저절로 만들어집니다.</translation>
    </message>
    <message>
        <source>{count} characters</source>
        <translation>{count}자</translation>
    </message>
    <message>
        <source>Compared with</source>
        <translation>비교할 판</translation>
    </message>
    <message>
        <source>Compared &amp;with</source>
        <translation>비교할 판(&amp;W)</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>지금 글</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>이름</translation>
    </message>
    <message>
        <source>A name for the letter as it is now</source>
        <translation>지금 글에 붙일 이름(예: 과장 검토본)</translation>
    </message>
    <message>
        <source>Keep as a version</source>
        <translation>판으로 남기기</translation>
    </message>
    <message>
        <source>Struck out: only in this version. Underlined: only in the other.</source>
        <translation>줄이 그어진 말은 고른 판에만, 밑줄 친 말은 비교할 판에만 있습니다.</translation>
    </message>
</context>
<context>
    <name>WelcomePage</name>
    <message>
        <source>Add a folder</source>
        <translation>폴더 추가</translation>
    </message>
    <message>
        <source>HWP, HWPX, PDF, Word, Excel, PowerPoint, mail, scans and text. They are read on this computer and stay where they are.</source>
        <translation>HWP, HWPX, PDF, 워드, 엑셀, 파워포인트, 메일, 스캔한 그림, 텍스트 문서를 이 컴퓨터 안에서 읽습니다. 파일은 그 자리에 그대로 있습니다.</translation>
    </message>
    <message>
        <source>Try with the sample</source>
        <translation>예제로 해 보기</translation>
    </message>
    <message>
        <source>A few regulations of an invented office, to see searching and asking at once.</source>
        <translation>지어낸 기관의 규정 몇 건으로 찾기와 질문하기를 바로 해 봅니다.</translation>
    </message>
    <message>
        <source>Install a bundle</source>
        <translation>번들 설치</translation>
    </message>
    <message>
        <source>A signed medium: the program, models, documents, forms. It is checked before it is opened.</source>
        <translation>서명된 매체에서 프로그램, 모델, 문서, 서식을 설치합니다. 열기 전에 서명과 내용을 확인합니다.</translation>
    </message>
    <message>
        <source>Put documents in, and they can be searched and asked</source>
        <translation>문서를 넣으면 찾고 물을 수 있습니다</translation>
    </message>
    <message>
        <source>Nothing leaves this computer. Files can also be dropped on this window.</source>
        <translation>문서는 이 컴퓨터 밖으로 나가지 않습니다. 파일을 이 창에 끌어다 놓아도 됩니다.</translation>
    </message>
</context>
<context>
    <name>WorkBar</name>
    <message>
        <source>Progress</source>
        <translation>진행</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>그만두기</translation>
    </message>
    <message>
        <source>Stopping the work…</source>
        <translation>멈추고 있습니다…</translation>
    </message>
</context>
<context>
    <name>Writer</name>
    <message>
        <source>Drafting</source>
        <translation>초안을 만드는 중</translation>
    </message>
    <message>
        <source>Rewriting</source>
        <translation>고쳐 쓰는 중</translation>
    </message>
    <message>
        <source>Exporting</source>
        <translation>내보내는 중</translation>
    </message>
</context>
<context>
    <name>WritingPage</name>
    <message>
        <source>The model has finished</source>
        <translation>모델이 글을 다 썼습니다</translation>
    </message>
    <message>
        <source>You have gone on writing meanwhile; your words stand.</source>
        <translation>그사이 고치신 글을 그대로 두었습니다.</translation>
    </message>
    <message>
        <source>Take the model&apos;s draft</source>
        <translation>모델의 글로 바꾸기</translation>
    </message>
    <message>
        <source>There is no draft yet: make one first (Ctrl+2).</source>
        <translation>아직 초안이 없습니다. 먼저 초안을 만드세요(Ctrl+2).</translation>
    </message>
    <message>
        <source>Go back to a version</source>
        <translation>지난 판으로 되돌리기</translation>
    </message>
    <message>
        <source>A new letter</source>
        <translation>새 문서</translation>
    </message>
    <message>
        <source>Not kept yet…</source>
        <translation>저장하는 중…</translation>
    </message>
    <message>
        <source>the model&apos;s words</source>
        <translation>모델의 표현</translation>
    </message>
    <message>
        <source>Accept or reject the changes first: Alt+Y, Alt+N.</source>
        <translation>먼저 변경을 수락하거나 거절하세요: Alt+Y, Alt+N.</translation>
    </message>
    <message>
        <source>Cited: {place}</source>
        <translation>근거로 넣음: {place}</translation>
    </message>
    <message>
        <source>Kept {time}</source>
        <translation>저장됨 {time}</translation>
    </message>
    <message>
        <source>Cut</source>
        <translation>잘라내기</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>복사</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>붙여넣기</translation>
    </message>
    <message>
        <source>This line is written by the program: Enter leads to its field on the left.</source>
        <translation>이 줄은 프로그램이 씁니다. Enter를 누르면 왼쪽 칸으로 갑니다.</translation>
    </message>
    <message>
        <source>What you write from now on is kept as another draft.</source>
        <translation>이제부터 쓰는 글은 다른 초안으로 저장합니다.</translation>
    </message>
</context>
<context>
    <name>_Chip</name>
    <message>
        <source>Take away: {filter}</source>
        <translation>필터 지우기: {filter}</translation>
    </message>
    <message>
        <source>{filter} (Delete takes it away)</source>
        <translation>{filter} (Delete 지우기)</translation>
    </message>
</context>
<context>
    <name>_Notes</name>
    <message>
        <source>Notes</source>
        <translation>메모</translation>
    </message>
    <message>
        <source>Paste or type what you have, as it is:

what it is about
when and where
who, how many, how much
what you ask for, by when
attachments</source>
        <translation>있는 그대로 붙여 넣거나 적어 주세요.

무엇에 관한 일인지
언제, 어디서
누가, 몇 명, 얼마
무엇을 언제까지 해 달라는지
붙임</translation>
    </message>
</context>
<context>
    <name>audit</name>
    <message>
        <source>Record begun</source>
        <translation>기록 시작</translation>
    </message>
    <message>
        <source>Workspace brought here</source>
        <translation>작업 폴더를 옮겨 옴</translation>
    </message>
    <message>
        <source>A break was accepted</source>
        <translation>끊긴 것을 받아들임</translation>
    </message>
    <message>
        <source>Installed</source>
        <translation>설치</translation>
    </message>
    <message>
        <source>Upgraded</source>
        <translation>업그레이드</translation>
    </message>
    <message>
        <source>Rolled back</source>
        <translation>되돌리기</translation>
    </message>
    <message>
        <source>Uninstalled</source>
        <translation>제거</translation>
    </message>
    <message>
        <source>Bundle refused</source>
        <translation>설치 묶음 거부</translation>
    </message>
    <message>
        <source>Another release runs</source>
        <translation>다른 릴리스로 시작</translation>
    </message>
    <message>
        <source>Policy changed</source>
        <translation>정책 바뀜</translation>
    </message>
    <message>
        <source>Collection opened</source>
        <translation>문서 모음 열람</translation>
    </message>
    <message>
        <source>Exported</source>
        <translation>내보내기</translation>
    </message>
    <message>
        <source>Printed</source>
        <translation>인쇄</translation>
    </message>
    <message>
        <source>Model added</source>
        <translation>모델 추가</translation>
    </message>
    <message>
        <source>Model chosen</source>
        <translation>모델 선택</translation>
    </message>
    <message>
        <source>Model removed</source>
        <translation>모델 제거</translation>
    </message>
    <message>
        <source>Encryption</source>
        <translation>암호화</translation>
    </message>
    <message>
        <source>Removed by age</source>
        <translation>보관 기간이 지나 지움</translation>
    </message>
    <message>
        <source>version</source>
        <translation>버전</translation>
    </message>
    <message>
        <source>before</source>
        <translation>이전</translation>
    </message>
    <message>
        <source>after</source>
        <translation>이후</translation>
    </message>
    <message>
        <source>collection</source>
        <translation>문서 모음</translation>
    </message>
    <message>
        <source>format</source>
        <translation>형식</translation>
    </message>
    <message>
        <source>what</source>
        <translation>무엇</translation>
    </message>
    <message>
        <source>number</source>
        <translation>번호</translation>
    </message>
    <message>
        <source>marked</source>
        <translation>표시 있음</translation>
    </message>
    <message>
        <source>model</source>
        <translation>모델</translation>
    </message>
    <message>
        <source>adapter</source>
        <translation>어댑터</translation>
    </message>
    <message>
        <source>change</source>
        <translation>변경</translation>
    </message>
    <message>
        <source>cipher</source>
        <translation>암호 방식</translation>
    </message>
    <message>
        <source>days</source>
        <translation>일수</translation>
    </message>
    <message>
        <source>conversations</source>
        <translation>대화</translation>
    </message>
    <message>
        <source>searches</source>
        <translation>검색</translation>
    </message>
    <message>
        <source>drafts</source>
        <translation>초안</translation>
    </message>
    <message>
        <source>code</source>
        <translation>코드</translation>
    </message>
    <message>
        <source>chain</source>
        <translation>사슬</translation>
    </message>
    <message>
        <source>entries</source>
        <translation>건수</translation>
    </message>
    <message>
        <source>encrypted</source>
        <translation>암호화</translation>
    </message>
    <message>
        <source>decrypted</source>
        <translation>암호화 해제</translation>
    </message>
    <message>
        <source>passphrase</source>
        <translation>암호 바꿈</translation>
    </message>
    <message>
        <source>recovery passphrase</source>
        <translation>복구 암호</translation>
    </message>
    <message>
        <source>new key</source>
        <translation>새 키</translation>
    </message>
    <message>
        <source>erased</source>
        <translation>지움</translation>
    </message>
    <message>
        <source>account added</source>
        <translation>계정 추가</translation>
    </message>
    <message>
        <source>account removed</source>
        <translation>계정 제거</translation>
    </message>
    <message>
        <source>draft</source>
        <translation>초안</translation>
    </message>
    <message>
        <source>review</source>
        <translation>검토 부록</translation>
    </message>
    <message>
        <source>conversation</source>
        <translation>대화</translation>
    </message>
    <message>
        <source>list of files</source>
        <translation>파일 목록</translation>
    </message>
    <message>
        <source>report</source>
        <translation>보고서</translation>
    </message>
    <message>
        <source>audit</source>
        <translation>감사 기록</translation>
    </message>
    <message>
        <source>results of a run</source>
        <translation>일괄 실행 결과</translation>
    </message>
    <message>
        <source>corrected text</source>
        <translation>고친 글</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>예</translation>
    </message>
    <message>
        <source>no</source>
        <translation>아니오</translation>
    </message>
    <message>
        <source>entries before</source>
        <translation>앞의 항목 수</translation>
    </message>
    <message>
        <source>digest of the end</source>
        <translation>끝의 다이제스트</translation>
    </message>
    <message>
        <source>epoch</source>
        <translation>에포크</translation>
    </message>
    <message>
        <source>sequence</source>
        <translation>순번</translation>
    </message>
    <message>
        <source>digest of the release</source>
        <translation>릴리스 다이제스트</translation>
    </message>
    <message>
        <source>channel</source>
        <translation>채널</translation>
    </message>
    <message>
        <source>entries of the installation</source>
        <translation>설치 기록의 항목 수</translation>
    </message>
    <message>
        <source>digest of the installation&apos;s end</source>
        <translation>설치 기록의 끝</translation>
    </message>
    <message>
        <source>SHA-256</source>
        <translation>SHA-256</translation>
    </message>
</context>
<context>
    <name>origins</name>
    <message>
        <source>notes</source>
        <translation>메모</translation>
    </message>
    <message>
        <source>article</source>
        <translation>조문</translation>
    </message>
    <message>
        <source>computed</source>
        <translation>계산</translation>
    </message>
    <message>
        <source>the unit&apos;s own</source>
        <translation>우리 기관 기본값</translation>
    </message>
    <message>
        <source>the writer&apos;s own</source>
        <translation>작성자 판단</translation>
    </message>
    <message>
        <source>from nowhere</source>
        <translation>근거 없음</translation>
    </message>
    <message>
        <source>notes, line {line}</source>
        <translation>메모 {line}행</translation>
    </message>
</context>
<context>
    <name>policy</name>
    <message>
        <source>Fixed settings</source>
        <translation>정해진 설정</translation>
    </message>
    <message>
        <source>Only {count} models, by their SHA-256: {digests}</source>
        <translation>SHA-256으로 정한 모델 {count}개만 쓸 수 있습니다: {digests}</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>모델</translation>
    </message>
    <message>
        <source>Only these are made and opened: {names}</source>
        <translation>다음 문서 모음만 만들고 열 수 있습니다: {names}</translation>
    </message>
    <message>
        <source>Collections</source>
        <translation>문서 모음</translation>
    </message>
    <message>
        <source>Only as {formats}</source>
        <translation>다음 형식으로만 내보낼 수 있습니다: {formats}</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>내보내기</translation>
    </message>
    <message>
        <source>Marked documents</source>
        <translation>표시가 있는 문서</translation>
    </message>
    <message>
        <source>What carries a classification or personal data cannot be exported at all.</source>
        <translation>비밀 표시나 개인정보가 있는 문서는 내보낼 수 없습니다.</translation>
    </message>
    <message>
        <source>Copying</source>
        <translation>복사</translation>
    </message>
    <message>
        <source>Not allowed: no text leaves by the clipboard.</source>
        <translation>금지되어 있습니다. 클립보드로 글을 옮길 수 없습니다.</translation>
    </message>
    <message>
        <source>Printing</source>
        <translation>인쇄</translation>
    </message>
    <message>
        <source>Not allowed.</source>
        <translation>금지되어 있습니다.</translation>
    </message>
    <message>
        <source>Retention</source>
        <translation>보관 기간</translation>
    </message>
    <message>
        <source>A release older than {days} days is pointed out.</source>
        <translation>{days}일이 지난 릴리스는 알려 줍니다.</translation>
    </message>
    <message>
        <source>Age of the release</source>
        <translation>릴리스의 나이</translation>
    </message>
    <message>
        <source>Encryption</source>
        <translation>암호화</translation>
    </message>
    <message>
        <source>Only an encrypted workspace is opened.</source>
        <translation>암호화된 작업 폴더만 열립니다.</translation>
    </message>
    <message>
        <source>Conversations, searches and drafts that lie untouched for {days} days are removed.</source>
        <translation>{days}일 동안 쓰지 않은 대화, 검색 기록, 초안은 지워집니다.</translation>
    </message>
    <message>
        <source>on</source>
        <translation>켬</translation>
    </message>
    <message>
        <source>off</source>
        <translation>끔</translation>
    </message>
</context>
<context>
    <name>preferences</name>
    <message>
        <source>Language</source>
        <translation>언어</translation>
    </message>
    <message>
        <source>Processor threads</source>
        <translation>프로세서 스레드 수</translation>
    </message>
    <message>
        <source>Length that the model reads at once</source>
        <translation>모델이 한 번에 읽는 길이</translation>
    </message>
    <message>
        <source>Layers on the graphics card</source>
        <translation>그래픽 카드에 올릴 층 수</translation>
    </message>
    <message>
        <source>Memory for taking files in</source>
        <translation>문서를 넣을 때 쓸 메모리</translation>
    </message>
    <message>
        <source>Remember searches</source>
        <translation>검색 기록 남기기</translation>
    </message>
    <message>
        <source>Keep conversations</source>
        <translation>대화 보관하기</translation>
    </message>
    <message>
        <source>Sentences that no article carries</source>
        <translation>근거 없는 문장</translation>
    </message>
    <message>
        <source>When the model writes</source>
        <translation>모델이 글을 쓰는 때</translation>
    </message>
    <message>
        <source>The language of the window and of the command line.</source>
        <translation>창과 명령줄에 쓰이는 말입니다.</translation>
    </message>
    <message>
        <source>More threads answer faster, and other programs become slower.</source>
        <translation>많을수록 답이 빨라지고 다른 프로그램은 느려집니다.</translation>
    </message>
    <message>
        <source>A longer one holds more articles and conversation, and needs more memory.</source>
        <translation>길수록 조문과 대화를 더 많이 담지만 메모리를 더 씁니다.</translation>
    </message>
    <message>
        <source>0 uses no graphics card. Where there is none, it changes nothing.</source>
        <translation>0이면 그래픽 카드를 쓰지 않습니다. 그래픽 카드가 없는 PC에서는 바뀌는 것이 없습니다.</translation>
    </message>
    <message>
        <source>What taking files in may use while you work on this PC.</source>
        <translation>PC를 쓰는 동안 문서를 넣는 작업이 쓸 수 있는 메모리입니다.</translation>
    </message>
    <message>
        <source>Off: no search is remembered, and no conversation is kept.</source>
        <translation>끄면 검색 기록도 대화도 남기지 않습니다.</translation>
    </message>
    <message>
        <source>Off: a conversation is gone when the window closes.</source>
        <translation>끄면 창을 닫을 때 대화가 사라집니다.</translation>
    </message>
    <message>
        <source>Sentences of an answer for which no article was found.</source>
        <translation>답 가운데 근거 조문을 찾지 못한 문장을 어떻게 할지 정합니다.</translation>
    </message>
    <message>
        <source>Answers are cut from the articles first; this says when the model writes besides.</source>
        <translation>답은 먼저 조문에서 그대로 뽑습니다. 그 밖에 모델이 글을 쓰는 때를 정합니다.</translation>
    </message>
    <message>
        <source>Mark them</source>
        <translation>표시하기</translation>
    </message>
    <message>
        <source>Leave them out</source>
        <translation>빼기</translation>
    </message>
    <message>
        <source>Where the articles alone may not do</source>
        <translation>조문만으로 부족할 때</translation>
    </message>
    <message>
        <source>Always</source>
        <translation>언제나</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>쓰지 않음</translation>
    </message>
    <message>
        <source>Chosen for this PC</source>
        <translation>이 PC에 맞게 자동으로</translation>
    </message>
    <message>
        <source>As many as fit</source>
        <translation>들어가는 만큼</translation>
    </message>
    <message>
        <source>A quarter of the PC&apos;s memory</source>
        <translation>PC 메모리의 4분의 1</translation>
    </message>
    <message>
        <source> threads</source>
        <translation>개</translation>
    </message>
    <message>
        <source> tokens</source>
        <translation> 토큰</translation>
    </message>
    <message>
        <source> layers</source>
        <translation>층</translation>
    </message>
</context>
<context>
    <name>release</name>
    <message>
        <source>Program</source>
        <translation>프로그램</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>모델</translation>
    </message>
    <message>
        <source>Adapter</source>
        <translation>어댑터</translation>
    </message>
    <message>
        <source>Documents</source>
        <translation>문서</translation>
    </message>
    <message>
        <source>Forms</source>
        <translation>서식</translation>
    </message>
    <message>
        <source>Policy</source>
        <translation>정책</translation>
    </message>
    <message>
        <source>not known: the clock of this PC stands before that day</source>
        <translation>알 수 없음(PC 시계가 그날보다 앞서 있음)</translation>
    </message>
    <message>
        <source>{days} days ago</source>
        <translation>{days}일 지남</translation>
    </message>
</context>
<context>
    <name>remarks</name>
    <message>
        <source>{kind}: look whether it has to be in the letter</source>
        <translation>{kind}: 문서에 꼭 있어야 하는지 살펴보세요</translation>
    </message>
    <message>
        <source>protected</source>
        <translation>보호</translation>
    </message>
    <message>
        <source>{fact}: neither in the notes nor in an article</source>
        <translation>{fact}: 메모에도 조문에도 없습니다</translation>
    </message>
</context>
<context>
    <name>reports</name>
    <message>
        <source>The files were taken in</source>
        <translation>파일을 넣었습니다</translation>
    </message>
    <message>
        <source>The files were looked through</source>
        <translation>파일을 살펴보았습니다</translation>
    </message>
    <message>
        <source>Taken in, but {failed} files could not be read</source>
        <translation>넣었지만, 읽지 못한 파일이 {failed}개 있습니다</translation>
    </message>
    <message>
        <source>Looked through; {failed} files cannot be read</source>
        <translation>살펴보았습니다. 읽지 못하는 파일이 {failed}개 있습니다</translation>
    </message>
    <message>
        <source>Nothing was taken in: {failed} files could not be read</source>
        <translation>넣지 못했습니다. 읽지 못한 파일이 {failed}개 있습니다</translation>
    </message>
    <message>
        <source>new</source>
        <translation>새로</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>바뀜</translation>
    </message>
    <message>
        <source>unchanged</source>
        <translation>그대로</translation>
    </message>
    <message>
        <source>moved</source>
        <translation>옮김</translation>
    </message>
    <message>
        <source>gone</source>
        <translation>빠짐</translation>
    </message>
    <message>
        <source>skipped</source>
        <translation>건너뜀</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>기다림</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>실패</translation>
    </message>
    <message>
        <source>nothing has changed</source>
        <translation>바뀐 것이 없습니다</translation>
    </message>
    <message>
        <source>Folders: {counts}</source>
        <translation>폴더: {counts}</translation>
    </message>
</context>
<context>
    <name>words</name>
    <message>
        <source>Statute</source>
        <translation>법령</translation>
    </message>
    <message>
        <source>Directive</source>
        <translation>훈령·예규</translation>
    </message>
    <message>
        <source>Notice</source>
        <translation>고시·공고</translation>
    </message>
    <message>
        <source>Official letter</source>
        <translation>공문</translation>
    </message>
    <message>
        <source>Minutes</source>
        <translation>회의록</translation>
    </message>
    <message>
        <source>Form</source>
        <translation>서식</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>보고서</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>기타</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>기다림</translation>
    </message>
    <message>
        <source>Indexed</source>
        <translation>들어 있음</translation>
    </message>
    <message>
        <source>Skipped</source>
        <translation>건너뜀</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>실패</translation>
    </message>
    <message>
        <source>less than a minute left</source>
        <translation>1분 안에 끝남</translation>
    </message>
    <message>
        <source>about {minutes} min left</source>
        <translation>약 {minutes}분 남음</translation>
    </message>
    <message>
        <source>about {hours} h left</source>
        <translation>약 {hours}시간 남음</translation>
    </message>
    <message>
        <source>Read from a picture · {percent}%</source>
        <translation>그림에서 읽음 · {percent}%</translation>
    </message>
    <message>
        <source>In force</source>
        <translation>시행</translation>
    </message>
    <message>
        <source>Current</source>
        <translation>현행</translation>
    </message>
    <message>
        <source>Not yet in force</source>
        <translation>시행 예정</translation>
    </message>
    <message>
        <source>Repealed</source>
        <translation>폐지</translation>
    </message>
    <message>
        <source>Superseded</source>
        <translation>연혁</translation>
    </message>
    <message>
        <source>Carries out {place}</source>
        <translation>{place}의 위임에 따름</translation>
    </message>
    <message>
        <source>Basis of {place}</source>
        <translation>{place}의 근거</translation>
    </message>
    <message>
        <source>Amended</source>
        <translation>개정됨</translation>
    </message>
    <message>
        <source>Older version</source>
        <translation>구판</translation>
    </message>
    <message>
        <source>as of {day}</source>
        <translation>{day} 기준</translation>
    </message>
    <message>
        <source>No model for answers</source>
        <translation>답변 모델 없음</translation>
    </message>
    <message>
        <source>{speed} tok/s</source>
        <translation>{speed} tok/s</translation>
    </message>
    <message>
        <source>Questions are answered with what stands in the articles.</source>
        <translation>질문하면 조문에 있는 말 그대로 답합니다.</translation>
    </message>
    <message>
        <source>The model is loaded with the first question.</source>
        <translation>첫 질문을 할 때 모델을 불러옵니다.</translation>
    </message>
    <message>
        <source>GPU {layers}/{total} layers</source>
        <translation>GPU {layers}/{total}층</translation>
    </message>
    <message>
        <source>In order</source>
        <translation>정상</translation>
    </message>
    <message>
        <source>Not in order</source>
        <translation>이상 있음</translation>
    </message>
</context>
</TS>
