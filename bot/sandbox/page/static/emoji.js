// Shortcodes such as :tada: and the characters they stand for: the common ones, not all.

const LIST = `
+1 👍 -1 👎 thumbsup 👍 thumbsdown 👎 wave 👋 clap 👏 pray 🙏 raised_hands 🙌 ok_hand 👌 muscle 💪 point_right 👉 point_left 👈
point_up ☝️ point_up_2 👆 point_down 👇 raised_hand ✋ hand ✋ fist ✊ v ✌️ crossed_fingers 🤞 handshake 🤝 writing_hand ✍️ eyes 👀
eye 👁️ speech_balloon 💬 thought_balloon 💭 left_speech_bubble 🗨️ smile 😄 smiley 😃 grinning 😀 grin 😁 laughing 😆 joy 😂
slightly_smiling_face 🙂 blush 😊 wink 😉 heart_eyes 😍 star-struck 🤩 sunglasses 😎 thinking_face 🤔 neutral_face 😐
expressionless 😑 confused 😕 slightly_frowning_face 🙁 white_frowning_face ☹️ frowning 😦 disappointed 😞 worried 😟
unamused 😒 cry 😢 sob 😭 angry 😠 rage 😡 scream 😱 sleeping 😴 relieved 😌 sweat_smile 😅 nerd_face 🤓 partying_face 🥳
hugging_face 🤗 zipper_mouth_face 🤐 face_with_rolling_eyes 🙄 tired_face 😫 weary 😩 triumph 😤 exploding_head 🤯
robot_face 🤖 ghost 👻 heart ❤️ orange_heart 🧡 yellow_heart 💛 green_heart 💚 blue_heart 💙 purple_heart 💜 black_heart 🖤
broken_heart 💔 sparkling_heart 💖 tada 🎉 confetti_ball 🎊 sparkles ✨ star ⭐ star2 🌟 fire 🔥 boom 💥 zap ⚡ 100 💯
rocket 🚀 trophy 🏆 medal 🏅 dart 🎯 bulb 💡 bell 🔔 no_bell 🔕 mega 📣 loudspeaker 📢 lock 🔒 unlock 🔓 key 🔑 mag 🔍 mag_right 🔎
link 🔗 paperclip 📎 pushpin 📌 round_pushpin 📍 triangular_flag_on_post 🚩 checkered_flag 🏁 white_check_mark ✅
heavy_check_mark ✔️ ballot_box_with_check ☑️ x ❌ negative_squared_cross_mark ❎ heavy_plus_sign ➕ heavy_minus_sign ➖
question ❓ grey_question ❔ exclamation ❗ grey_exclamation ❕ bangbang ‼️ warning ⚠️ no_entry ⛔ no_entry_sign 🚫 octagonal_sign 🛑
construction 🚧 rotating_light 🚨 information_source ℹ️ recycle ♻️ repeat 🔁 arrows_counterclockwise 🔄 arrow_right ➡️
arrow_left ⬅️ arrow_up ⬆️ arrow_down ⬇️ arrow_forward ▶️ arrow_backward ◀️ arrow_upper_right ↗️ arrow_lower_right ↘️
leftwards_arrow_with_hook ↩️ arrow_right_hook ↪️ back 🔙 soon 🔜 new 🆕 ok 🆗 sos 🆘 zero 0️⃣ one 1️⃣ two 2️⃣ three 3️⃣ four 4️⃣ five 5️⃣
six 6️⃣ seven 7️⃣ eight 8️⃣ nine 9️⃣ keycap_ten 🔟 hash #️⃣ red_circle 🔴 large_orange_circle 🟠 large_yellow_circle 🟡
large_green_circle 🟢 large_blue_circle 🔵 large_purple_circle 🟣 white_circle ⚪ black_circle ⚫ radio_button 🔘
white_large_square ⬜ black_large_square ⬛ large_green_square 🟩 large_red_square 🟥 large_yellow_square 🟨 small_blue_diamond 🔹
small_orange_diamond 🔸 large_blue_diamond 🔷 large_orange_diamond 🔶 speech 💬 calendar 📆 date 📅 spiral_calendar_pad 🗓️
clock1 🕐 clock9 🕘 alarm_clock ⏰ stopwatch ⏱️ timer_clock ⏲️ hourglass ⌛ hourglass_flowing_sand ⏳ watch ⌚ memo 📝 pencil 📝
pencil2 ✏️ clipboard 📋 page_facing_up 📄 bookmark_tabs 📑 newspaper 📰 books 📚 book 📖 notebook 📓 bar_chart 📊
chart_with_upwards_trend 📈 chart_with_downwards_trend 📉 card_index 📇 card_index_dividers 🗂️ file_folder 📁
open_file_folder 📂 wastebasket 🗑️ inbox_tray 📥 outbox_tray 📤 package 📦 email ✉️ envelope ✉️ e-mail 📧 phone ☎️
telephone_receiver 📞 iphone 📱 computer 💻 desktop_computer 🖥️ printer 🖨️ camera 📷 art 🎨 frame_with_picture 🖼️ gear ⚙️ wrench 🔧
hammer 🔨 hammer_and_wrench 🛠️ toolbox 🧰 label 🏷️ moneybag 💰 euro 💶 credit_card 💳 shopping_trolley 🛒 shopping_bags 🛍️ gift 🎁
house 🏠 office 🏢 department_store 🏬 convenience_store 🏪 airplane ✈️ airplane_departure 🛫 car 🚗 bus 🚌 train 🚆 bike 🚲 ship 🚢
luggage 🧳 ticket 🎫 world_map 🗺️ compass 🧭 earth_africa 🌍 globe_with_meridians 🌐 sunny ☀️ partly_sunny ⛅ cloud ☁️
rain_cloud 🌧️ rainbow 🌈 umbrella ☔ snowflake ❄️ seedling 🌱 herb 🌿 four_leaf_clover 🍀 coffee ☕ tea 🍵 pizza 🍕 cake 🍰 apple 🍎
bust_in_silhouette 👤 busts_in_silhouette 👥 speaking_head_in_silhouette 🗣️ adult 🧑 woman 👩 man 👨 older_woman 👵
older_man 👴 baby 👶 family 👪 footprints 👣 dog 🐶 cat 🐱 turtle 🐢 snail 🐌 rabbit 🐰 bug 🐛 bee 🐝 jigsaw 🧩 game_die 🎲
performing_arts 🎭 microphone 🎤 movie_camera 🎥 tv 📺 floppy_disk 💾 battery 🔋 electric_plug 🔌 bomb 💣 shield 🛡️ scales ⚖️ ladder 🪜
skin-tone-2 🏻 skin-tone-3 🏼 skin-tone-4 🏽 skin-tone-5 🏾 skin-tone-6 🏿
`;

const words = LIST.trim().split(/\s+/);
const EMOJI = new Map(words.flatMap((word, place) => (place % 2 ? [] : [[word, words[place + 1]]])));

/** The character a shortcode (without its colons) stands for, or undefined. */
export const emoji = (shortcode) => EMOJI.get(shortcode);
